package org.imagecaptioning.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagecaptioning.layers.Tensor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tensors in the safetensors format: the length of the header (8 bytes, little endian), the header
 * (JSON: dtype, shape and data_offsets by name), the numbers (little endian).
 *
 * <p>Written sorted by name, the header padded with spaces to a multiple of 8 bytes: equal tensors
 * are equal bytes. {@link SafetensorsHeader} says what is read.
 */
public final class Safetensors {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Safetensors() {}

  /**
   * @throws BundleException if a number is not finite in this precision
   */
  public static byte[] write(Map<String, Tensor> tensors, Precision precision) {
    SortedMap<String, Tensor> sorted = new TreeMap<>(tensors);
    byte[] header = header(sorted, precision);
    long size = Long.BYTES + header.length;
    for (Tensor tensor : sorted.values()) {
      size += (long) tensor.values().length * precision.bytes();
    }
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    sorted.forEach(
        (name, tensor) -> {
          for (float value : tensor.values()) {
            checkFinite(name, written(value, precision), value);
            if (precision == Precision.F32) {
              file.putFloat(value);
            } else {
              file.putShort(Float16.bits(value));
            }
          }
        });
    return file.array();
  }

  /**
   * @return by name, sorted
   * @throws BundleException naming the tensor at fault
   */
  public static SortedMap<String, Tensor> read(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    SafetensorsHeader.read(buffer)
        .forEach(
            (name, entry) -> {
              float[] values = new float[entry.count()];
              buffer.position(entry.position());
              for (int i = 0; i < values.length; i++) {
                values[i] =
                    switch (entry.precision()) {
                      case F32 -> buffer.getFloat();
                      case F16 -> Float16.value(buffer.getShort());
                    };
                checkFinite(name, values[i], values[i]);
              }
              tensors.put(name, new Tensor(entry.shape(), values));
            });
    return tensors;
  }

  private static float written(float value, Precision precision) {
    return precision == Precision.F32 ? value : Float16.value(Float16.bits(value));
  }

  private static void checkFinite(String name, float value, float shown) {
    if (!Float.isFinite(value)) {
      throw new BundleException(
          BundleEntries.PARAMETERS,
          "the tensor %s holds %s, which is not finite".formatted(name, shown)
              + (Float.isFinite(shown) ? " as float16" : ""));
    }
  }

  private static byte[] header(SortedMap<String, Tensor> tensors, Precision precision) {
    ObjectNode header = MAPPER.createObjectNode();
    long offset = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      long end = offset + (long) tensor.getValue().values().length * precision.bytes();
      ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", precision.name());
      ArrayNode shape = entry.putArray("shape");
      tensor.getValue().shape().forEach(shape::add);
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String json = MAPPER.writeValueAsString(header);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(Math.floorMod(-bytes, Long.BYTES))).getBytes(StandardCharsets.UTF_8);
  }
}
