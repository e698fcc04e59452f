package org.imagecaptioning.models;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the header of a safetensors file. The tensors must fill the file from the header's end to
 * the file's, each where the one before ends: no gap, no overlap, no rest. Left out on purpose: all
 * dtypes but F32 and F16, tensors without numbers, and what {@code __metadata__} says.
 */
final class SafetensorsHeader {

  /** The format's own limit is 100 MB; a captioner has about a dozen tensors. */
  private static final long LONGEST = 1 << 20;

  private static final Set<String> PROPERTIES = Set.of("dtype", "shape", "data_offsets");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SafetensorsHeader() {}

  /**
   * Where a tensor is.
   *
   * @param position of its first byte in the file
   * @param count of its numbers
   */
  record Entry(Precision precision, List<Integer> shape, int position, int count) {

    long end() {
      return position + (long) count * precision.bytes();
    }
  }

  /**
   * @param file in little endian, at its beginning
   * @return by name, in the order of the file
   */
  static Map<String, Entry> read(ByteBuffer file) {
    if (file.remaining() < Long.BYTES) {
      throw broken("it has %d bytes, the length of its header takes 8", file.remaining());
    }
    long length = file.getLong();
    if (length < 2 || length > LONGEST || length > file.remaining()) {
      throw broken(
          "its header has 2 to %d bytes, and no more than the file, not %s",
          LONGEST, Long.toUnsignedString(length));
    }
    byte[] header = new byte[(int) length];
    file.get(header);
    int data = file.position();
    List<Map.Entry<String, Entry>> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : parse(header).properties()) {
      if (!property.getKey().equals("__metadata__")) {
        entries.add(
            Map.entry(
                property.getKey(), entry(property.getKey(), property.getValue(), data, file)));
      }
    }
    entries.sort(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.position(), b.position())));
    return contiguous(entries, data, file.limit());
  }

  private static Map<String, Entry> contiguous(
      List<Map.Entry<String, Entry>> entries, int begin, int end) {
    Map<String, Entry> inOrder = new LinkedHashMap<>();
    long position = begin;
    for (Map.Entry<String, Entry> entry : entries) {
      if (entry.getValue().position() != position) {
        throw broken(
            "the tensor %s begins at byte %d of the numbers, the one before it ends at %d",
            entry.getKey(), entry.getValue().position() - begin, position - begin);
      }
      position = entry.getValue().end();
      inOrder.put(entry.getKey(), entry.getValue());
    }
    if (position != end) {
      throw broken("%d bytes belong to no tensor", end - position);
    }
    return inOrder;
  }

  private static JsonNode parse(byte[] header) {
    try {
      JsonNode tree = MAPPER.readTree(header);
      if (!tree.isObject()) {
        throw broken("its header is a JSON object, not %s", kind(tree));
      }
      return tree;
    } catch (JacksonException e) {
      throw new BundleException(
          BundleEntries.PARAMETERS, "its header is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Entry entry(String name, JsonNode node, int data, ByteBuffer file) {
    if (!node.isObject() || !Set.copyOf(node.propertyNames()).equals(PROPERTIES)) {
      throw broken("the tensor %s has dtype, shape and data_offsets, nothing else", name);
    }
    Precision precision = precision(name, node.path("dtype"));
    List<Integer> shape = new ArrayList<>();
    long count = 1;
    for (long side : numbers(name, "shape", node.path("shape"), 1)) {
      count *= side;
      if (side > Integer.MAX_VALUE || count > Integer.MAX_VALUE) {
        throw broken("the shape of the tensor %s is too large: %s", name, node.path("shape"));
      }
      shape.add((int) side);
    }
    List<Long> offsets = numbers(name, "data_offsets", node.path("data_offsets"), 0);
    if (offsets.size() != 2
        || offsets.get(1) > file.limit() - data
        || offsets.get(1) - offsets.get(0) != count * precision.bytes()) {
      throw broken(
          "the tensor %s of shape %s in %s takes %d bytes within the file, not %s",
          name, shape, precision, count * precision.bytes(), node.path("data_offsets"));
    }
    return new Entry(precision, shape, data + offsets.get(0).intValue(), (int) count);
  }

  private static Precision precision(String name, JsonNode dtype) {
    for (Precision precision : Precision.values()) {
      if (dtype.isString() && dtype.stringValue().equals(precision.name())) {
        return precision;
      }
    }
    throw broken("the dtype of the tensor %s is F32 or F16, not %s", name, dtype);
  }

  private static List<Long> numbers(String name, String property, JsonNode array, long least) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode node : array) {
      if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < least) {
        throw broken(
            "%s of the tensor %s holds whole numbers from %d on, not %s",
            property, name, least, node);
      }
      numbers.add(node.longValue());
    }
    if (!array.isArray()) {
      throw broken("%s of the tensor %s is an array, not %s", property, name, kind(array));
    }
    return numbers;
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static BundleException broken(String fault, Object... values) {
    return new BundleException(BundleEntries.PARAMETERS, fault.formatted(values));
  }
}
