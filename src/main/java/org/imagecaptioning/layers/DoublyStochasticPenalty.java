package org.imagecaptioning.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What keeps attention from passing over a part of the picture: strength / N * sum over n, l of (1
 * - sum over t of weights[n, t, l])^2. Steps that the mask leaves out add nothing.
 *
 * <p>Source: Xu et al. 2015, eq. 14; averaged over the minibatch as {@link TemporalSoftmaxLoss} is.
 */
public final class DoublyStochasticPenalty {

  private DoublyStochasticPenalty() {}

  /**
   * @param penalty in the unit of the loss that it is added to
   * @param dAttention its gradient, shape (N, T, L)
   */
  public record Output(double penalty, INDArray dAttention) {}

  /**
   * @param attention weights of the places at each step, shape (N, T, L)
   * @param mask 1 where a step counts, else 0, shape (N, T)
   * @param strength 0 or more
   */
  public static Output of(INDArray attention, INDArray mask, double strength) {
    long n = attention.size(0);
    INDArray missing = Nd4j.ones(attention.dataType(), n, attention.size(2)); // (N, L)
    for (int t = 0; t < attention.size(1); t++) {
      missing.subi(TimeStep.get(attention, t).muliColumnVector(step(mask, t)));
    }
    INDArray dAttention = Nd4j.zerosLike(attention); // (N, T, L)
    INDArray dSeen = missing.mul(-2 * strength / n); // (N, L)
    for (int t = 0; t < attention.size(1); t++) {
      TimeStep.put(dAttention, t, dSeen.mulColumnVector(step(mask, t)));
    }
    return new Output(strength / n * missing.mul(missing).sumNumber().doubleValue(), dAttention);
  }

  /** A copy of one step of the mask, shape (N, 1). */
  private static INDArray step(INDArray mask, int t) {
    return mask.getColumn(t, true).dup('c');
  }
}
