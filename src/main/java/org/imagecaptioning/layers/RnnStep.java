package org.imagecaptioning.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One step of a vanilla recurrent network: h' = tanh(x Wx + h Wh + b).
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning.
 */
public final class RnnStep {

  private RnnStep() {}

  /**
   * @param nextH shape (N, H)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray nextH, Cache cache) {}

  /** What the backward pass needs of the forward pass. */
  public record Cache(INDArray x, INDArray prevH, INDArray wx, INDArray wh, INDArray nextH) {}

  /**
   * @param dx shape (N, W)
   * @param dPrevH shape (N, H)
   * @param dWx shape (W, H)
   * @param dWh shape (H, H)
   * @param db shape (H)
   */
  public record Gradients(INDArray dx, INDArray dPrevH, INDArray dWx, INDArray dWh, INDArray db) {}

  /**
   * @param x the words of this step, shape (N, W)
   * @param prevH the hidden state before it, shape (N, H)
   * @param wx weights from words to hidden state, shape (W, H)
   * @param wh weights from hidden state to hidden state, shape (H, H)
   * @param b biases, shape (H)
   */
  public static Output forward(INDArray x, INDArray prevH, INDArray wx, INDArray wh, INDArray b) {
    INDArray a = MatrixProduct.of(x, wx).addi(MatrixProduct.of(prevH, wh)).addiRowVector(b);
    INDArray nextH = Transforms.tanh(a, false); // (N, H)
    return new Output(nextH, new Cache(x, prevH, wx, wh, nextH));
  }

  /**
   * @param dNextH gradient of the next hidden state, shape (N, H)
   */
  public static Gradients backward(INDArray dNextH, Cache cache) {
    INDArray h = cache.nextH();
    INDArray da = h.mul(h).rsubi(1).muli(dNextH); // (N, H), since tanh' = 1 - tanh^2
    return new Gradients(
        MatrixProduct.of(da, cache.wx().transpose()),
        MatrixProduct.of(da, cache.wh().transpose()),
        MatrixProduct.of(cache.x().transpose(), da),
        MatrixProduct.of(cache.prevH().transpose(), da),
        da.sum(0));
  }
}
