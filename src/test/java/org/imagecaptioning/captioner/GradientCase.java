package org.imagecaptioning.captioner;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the tests that compare fast gradients with the readable network share. */
final class GradientCase {

  /** Of different lengths, with repeated words. */
  static final int[][] CAPTIONS = {
    {1, 4, 5, 2}, {1, 6, 4, 4, 7, 8, 2}, {1, 2}, {1, 9, 10, 6, 2}, {1, 5, 5, 5, 11}
  };

  private GradientCase() {}

  /** All captions, filled up to the longest, from a word on and up to so many before the end. */
  static int[][] padded(int from, int to) {
    int longest = Arrays.stream(CAPTIONS).mapToInt(c -> c.length).max().orElseThrow();
    return Arrays.stream(CAPTIONS)
        .map(c -> Arrays.copyOfRange(Arrays.copyOf(c, longest), from, longest + to))
        .toArray(int[][]::new);
  }

  /** Weights so large that every gate works in its bend. */
  static Parameters scaledUp(Parameters parameters) {
    float[] values = parameters.all().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * 2 + (values[i] == 0 ? 0.1f * (i % 7 - 3) : 0);
    }
    parameters.all().put(0, values);
    return parameters;
  }

  /** The greatest difference, against the greatest number. */
  static double difference(float[] actual, INDArray expected) {
    double[] numbers = expected.dup('c').reshape(expected.length()).toDoubleVector();
    double greatest = 1e-8;
    double difference = 0;
    for (int i = 0; i < numbers.length; i++) {
      greatest = Math.max(greatest, Math.abs(numbers[i]));
      difference = Math.max(difference, Math.abs(numbers[i] - actual[i]));
    }
    return difference / greatest;
  }
}
