package org.imagecaptioning.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The same {@link Affine} layer at each of T steps: out[n, t] = x[n, t] W + b. Turns hidden states
 * into scores of words.
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning.
 */
public final class TemporalAffine {

  private TemporalAffine() {}

  /**
   * @param out shape (N, T, M)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray out, Affine.Cache cache) {}

  /**
   * @param dx shape (N, T, D)
   * @param dW shape (D, M), summed over steps
   * @param db shape (M), summed over steps
   */
  public record Gradients(INDArray dx, INDArray dW, INDArray db) {}

  /**
   * @param x shape (N, T, D)
   * @param w weights, shape (D, M)
   * @param b biases, shape (M)
   */
  public static Output forward(INDArray x, INDArray w, INDArray b) {
    Affine.Output flat = Affine.forward(steps(x), w, b); // (N*T, M)
    return new Output(flat.out().reshape('c', x.size(0), x.size(1), w.size(1)), flat.cache());
  }

  /**
   * @param dout gradient of the output, shape (N, T, M)
   */
  public static Gradients backward(INDArray dout, Affine.Cache cache) {
    Affine.Gradients flat = Affine.backward(steps(dout), cache);
    INDArray dx = flat.dx().reshape('c', dout.size(0), dout.size(1), cache.x().size(1));
    return new Gradients(dx, flat.dW(), flat.db());
  }

  private static INDArray steps(INDArray sequence) {
    return sequence.reshape('c', sequence.size(0) * sequence.size(1), sequence.size(2));
  }
}
