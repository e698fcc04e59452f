package org.imagecaptioning.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected layer: out = x W + b. Turns features into the first hidden state.
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning.
 */
public final class Affine {

  private Affine() {}

  /**
   * @param out shape (N, M)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray out, Cache cache) {}

  /** The inputs of the forward pass that the backward pass needs. */
  public record Cache(INDArray x, INDArray w) {}

  /**
   * @param dx shape (N, D)
   * @param dW shape (D, M)
   * @param db shape (M)
   */
  public record Gradients(INDArray dx, INDArray dW, INDArray db) {}

  /**
   * @param x shape (N, D)
   * @param w weights, shape (D, M)
   * @param b biases, shape (M)
   */
  public static Output forward(INDArray x, INDArray w, INDArray b) {
    INDArray out = MatrixProduct.of(x, w).addiRowVector(b); // (N, M)
    return new Output(out, new Cache(x, w));
  }

  /**
   * @param dout gradient of the output, shape (N, M)
   */
  public static Gradients backward(INDArray dout, Cache cache) {
    INDArray dx = MatrixProduct.of(dout, cache.w().transpose()); // (N, D)
    INDArray dW = MatrixProduct.of(cache.x().transpose(), dout); // (D, M)
    return new Gradients(dx, dW, dout.sum(0));
  }
}
