package org.imagecaptioning.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy of the words that were to come: loss = -1/N * sum over n, t where mask[n, t] of log
 * softmax(scores[n, t])[targets[n, t]]. Summed over time, averaged over the minibatch; words that
 * the mask leaves out add nothing.
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning. Label smoothing, which the course does
 * not have, is that of Szegedy et al. 2016: a share of what is expected is spread evenly over all V
 * words.
 */
public final class TemporalSoftmaxLoss {

  private TemporalSoftmaxLoss() {}

  /**
   * @param loss in nats a caption
   * @param cache what {@link #backward} needs
   */
  public record Output(double loss, Cache cache) {}

  /**
   * @param logProbabilities shape (N*T, V)
   * @param targets N captions of T words
   * @param mask which words count, (N, T)
   * @param smoothing the share that is spread
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Cache(
      INDArray logProbabilities, int[][] targets, boolean[][] mask, double smoothing) {}

  /**
   * @param dx gradient of the scores, shape (N, T, V)
   */
  public record Gradients(INDArray dx) {}

  /** Without smoothing, as in the course. */
  public static Output forward(INDArray x, int[][] targets, boolean[][] mask) {
    return forward(x, targets, mask, 0);
  }

  /**
   * @param x scores of words, shape (N, T, V), finite
   * @param targets the index of the right word at each place, N captions of T words
   * @param mask which places count, (N, T)
   * @param smoothing the share of what is expected that is spread over all words, 0 to below 1
   */
  public static Output forward(INDArray x, int[][] targets, boolean[][] mask, double smoothing) {
    int steps = Math.toIntExact(x.size(1));
    INDArray scores = x.reshape('c', x.size(0) * steps, x.size(2)); // (N*T, V)
    // The greatest score becomes 0, so that no power of e overflows and no sum of them is 0.
    INDArray shifted = scores.subColumnVector(scores.max(1)); // (N*T, V)
    INDArray logSum = Transforms.log(Transforms.exp(shifted, true).sum(1), false); // (N*T)
    INDArray logProbabilities = shifted.subiColumnVector(logSum); // (N*T, V)

    double sum = 0;
    for (int n = 0; n < targets.length; n++) {
      for (int t = 0; t < steps; t++) {
        if (mask[n][t]) {
          long row = (long) n * steps + t;
          sum -= (1 - smoothing) * logProbabilities.getDouble(row, targets[n][t]);
          if (smoothing > 0) {
            sum -= smoothing * logProbabilities.getRow(row).meanNumber().doubleValue();
          }
        }
      }
    }
    return new Output(sum / targets.length, new Cache(logProbabilities, targets, mask, smoothing));
  }

  /** The gradient of the loss: (softmax(x) - what is expected) * mask / N. */
  public static Gradients backward(Cache cache) {
    int n = cache.targets().length;
    int steps = cache.targets()[0].length;
    INDArray dx = Transforms.exp(cache.logProbabilities(), true); // (N*T, V)
    dx.subi(cache.smoothing() / dx.size(1));
    double[] weights = new double[n * steps]; // (N*T)
    for (int row = 0; row < weights.length; row++) {
      int target = cache.targets()[row / steps][row % steps];
      dx.putScalar(row, target, dx.getDouble(row, target) - (1 - cache.smoothing()));
      weights[row] = cache.mask()[row / steps][row % steps] ? 1.0 / n : 0;
    }
    dx.muliColumnVector(Nd4j.createFromArray(weights).castTo(dx.dataType()));
    return new Gradients(dx.reshape('c', n, steps, dx.size(1)));
  }
}
