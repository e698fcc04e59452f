package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** The memory of one run outside the heap, used again and again, by one thread at a time. */
final class Workspace implements AutoCloseable {

  private final FloatBuffer pixels;
  private final FloatBuffer features;
  private final OnnxTensor input;
  private final OnnxTensor output;

  Workspace(OrtEnvironment environment, long[] inputShape, long[] outputShape) throws OrtException {
    pixels = allocate(inputShape);
    features = allocate(outputShape);
    input = OnnxTensor.createTensor(environment, pixels, inputShape);
    try {
      output = OnnxTensor.createTensor(environment, features, outputShape);
    } catch (OrtException e) {
      input.close();
      throw e;
    }
  }

  /** Where the next run reads its input from. */
  FloatBuffer pixels() {
    return pixels;
  }

  /** The runtime writes straight into our buffer. */
  float[] run(OrtSession session, Signature signature) throws OrtException {
    session.run(Map.of(signature.input(), input), Map.of(signature.output(), output)).close();
    float[] values = new float[features.capacity()];
    features.get(0, values);
    return values;
  }

  @Override
  public void close() {
    input.close();
    output.close();
  }

  private static FloatBuffer allocate(long[] shape) {
    int size = Float.BYTES;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, Math.toIntExact(dimension));
    }
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
