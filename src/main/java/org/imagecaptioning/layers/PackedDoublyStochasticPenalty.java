package org.imagecaptioning.layers;

import java.util.Arrays;

/** {@code DoublyStochasticPenalty} over packed sequences. */
public final class PackedDoublyStochasticPenalty {

  private PackedDoublyStochasticPenalty() {}

  /**
   * @param attention weights of the places at each of R rows, shape (R, L)
   * @param strength 0 or more
   * @param divisor what the sum over captions is divided by: N of the whole minibatch
   * @param dSeen out: gradient of the sum of each caption's weights over its steps, and so of the
   *     weights at each of them, shape (N, L)
   * @return the penalty
   */
  public static double of(
      PackedSequences sequences,
      FloatMatrix attention,
      double strength,
      double divisor,
      FloatMatrix dSeen) {
    float[] missing = new float[attention.cols()];
    float[] weights = new float[attention.cols()];
    float slope = (float) (-2 * strength / divisor);
    double sum = 0;
    for (int n = 0; n < sequences.captions(); n++) {
      Arrays.fill(missing, 1);
      for (int t = 0; t < sequences.steps() && n < sequences.active(t); t++) {
        attention.get(sequences.offset(t) + n, weights);
        for (int l = 0; l < missing.length; l++) {
          missing[l] -= weights[l];
        }
      }
      for (int l = 0; l < missing.length; l++) {
        sum += (double) missing[l] * missing[l];
        missing[l] *= slope;
      }
      dSeen.put(n, missing);
    }
    return strength / divisor * sum;
  }
}
