package org.imagecaptioning.features.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import org.imagecaptioning.features.EncoderException;

/** One run on zeros, which finds out what a file does not say or says wrongly. */
final class FirstRun {

  /** More than any encoder gives; 64 MB. */
  private static final long MOST_FEATURES = 1L << 24;

  private FirstRun() {}

  /**
   * @return the shape of the output: 1, L, D or 1, D
   * @throws EncoderException if the shape is another, or the features are not finite
   */
  static long[] shape(
      OrtEnvironment environment, OrtSession session, Signature signature, long[] inputShape)
      throws OrtException {
    int size = (int) (inputShape[1] * inputShape[2] * inputShape[3]);
    FloatBuffer zeros = FloatBuffer.allocate(size);
    try (OnnxTensor image = OnnxTensor.createTensor(environment, zeros, inputShape);
        OrtSession.Result result = session.run(Map.of(signature.input(), image))) {
      OnnxTensor features = (OnnxTensor) result.get(0);
      long[] shape = features.getInfo().getShape();
      if (shape.length < 2 || shape.length > 3 || shape[0] != 1 || !isSane(shape)) {
        throw Signature.wrongOutput("%s for one picture".formatted(Signature.describe(shape)));
      }
      checkFinite(features.getFloatBuffer());
      return shape;
    }
  }

  private static boolean isSane(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
      if (size < 1 || size > MOST_FEATURES) {
        return false;
      }
    }
    return true;
  }

  private static void checkFinite(FloatBuffer features) {
    for (int i = 0; i < features.limit(); i++) {
      if (!Float.isFinite(features.get(i))) {
        throw new EncoderException(
            "An encoder gives finite numbers; this one gives %s for a blank picture"
                .formatted(features.get(i)));
      }
    }
  }
}
