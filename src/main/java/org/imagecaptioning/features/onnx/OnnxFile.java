package org.imagecaptioning.features.onnx;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.imagecaptioning.features.EncoderException;
import org.jspecify.annotations.Nullable;

/**
 * Reads just enough of an ONNX file, a Protocol Buffers message, to see that its tensors are in it.
 * A tensor may instead name another file, which the runtime would read: an uploaded encoder could
 * then carry a file of this machine out in its features. Field numbers are those of {@code
 * onnx.proto}, IR version 10.
 */
final class OnnxFile {

  /** Messages on the way to a tensor, each with the fields that lead on. */
  private enum Message {
    MODEL,
    TRAINING,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR;

    @Nullable Message field(int number) {
      return FIELDS.getOrDefault(this, Map.of()).get(number);
    }
  }

  private static final Map<Message, Map<Integer, Message>> FIELDS =
      Map.of(
          Message.MODEL, Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
          Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH),
          Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
          Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
          Message.NODE, Map.of(5, Message.ATTRIBUTE),
          Message.ATTRIBUTE,
              Map.of(
                  5, Message.TENSOR,
                  6, Message.GRAPH,
                  10, Message.TENSOR,
                  11, Message.GRAPH,
                  22, Message.SPARSE_TENSOR,
                  23, Message.SPARSE_TENSOR),
          Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR));

  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;
  private static final int DEEPEST = 100; // as in Protocol Buffers themselves

  private OnnxFile() {}

  /**
   * @throws EncoderException if a tensor is in another file, or this is no ONNX file at all
   */
  static void checkSelfContained(byte[] model) {
    if (model.length == 0) {
      throw notOnnx("it is empty", null);
    }
    try {
      walk(Message.MODEL, ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN), 0);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw notOnnx("it is cut off or damaged", e);
    }
  }

  private static void walk(Message message, ByteBuffer in, int depth) {
    if (depth > DEEPEST) {
      throw notOnnx("it is nested too deeply", null);
    }
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag >>> 32 != 0) {
        throw new IllegalArgumentException("a field's number of more than 29 bits");
      }
      int field = (int) (tag >>> 3);
      if (message == Message.TENSOR && (field == EXTERNAL_DATA || field == DATA_LOCATION)) {
        checkInside(field, (int) tag & 7, in);
      } else {
        step(message.field(field), (int) tag & 7, in, depth);
      }
    }
  }

  private static void checkInside(int field, int wireType, ByteBuffer in) {
    boolean inside = field == DATA_LOCATION && wireType == 0 && varint(in) == 0;
    if (!inside) {
      throw new EncoderException(
          "An encoder holds all its weights; this one keeps some in another file");
    }
  }

  private static void step(@Nullable Message inner, int wireType, ByteBuffer in, int depth) {
    switch (wireType) {
      case 0 -> varint(in);
      case 1 -> in.getLong();
      case 5 -> in.getInt();
      case 2 -> {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
          throw new BufferUnderflowException();
        }
        int end = in.position() + (int) length;
        if (inner != null) {
          walk(inner, in.slice(in.position(), (int) length).order(in.order()), depth + 1);
        }
        in.position(end);
      }
      default -> throw new IllegalArgumentException("wire type " + wireType);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private static EncoderException notOnnx(String why, @Nullable Throwable cause) {
    return new EncoderException("The encoder is not an ONNX file: " + why, cause);
  }
}
