package org.imagecaptioning.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One step of a gated recurrent unit. With a = x Wx + b and u = h Wh, each cut into three blocks of
 * H columns in the order r, z, n:
 *
 * <pre>
 * r = sigmoid(a_r + u_r)   z = sigmoid(a_z + u_z)   n = tanh(a_n + r u_n)
 * h' = (1 - z) n + z h
 * </pre>
 *
 * <p>Source: Cho et al. 2014, in the variant of its first version (arXiv:1406.1078v1), where the
 * reset gate r acts on u_n, after the product; later versions have it act on h, before. It is the
 * variant that cuDNN, PyTorch and Keras ({@code reset_after}) compute, because one product serves
 * all three blocks. Those add a second bias to u, which in r and z is the same as one; in n it is
 * left out here.
 */
public final class GruStep {

  private GruStep() {}

  /**
   * @param nextH shape (N, H)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray nextH, Cache cache) {}

  /**
   * What the backward pass needs of the forward pass.
   *
   * @param r the reset gate, shape (N, H)
   * @param z the update gate, shape (N, H)
   * @param n the candidate, shape (N, H)
   * @param un what the reset gate acts on, shape (N, H)
   */
  public record Cache(
      INDArray x,
      INDArray prevH,
      INDArray wx,
      INDArray wh,
      INDArray r,
      INDArray z,
      INDArray n,
      INDArray un) {}

  /**
   * @param dx shape (N, W)
   * @param dPrevH shape (N, H)
   * @param dWx shape (W, 3H)
   * @param dWh shape (H, 3H)
   * @param db shape (3H)
   */
  public record Gradients(INDArray dx, INDArray dPrevH, INDArray dWx, INDArray dWh, INDArray db) {}

  /**
   * @param x the words of this step, shape (N, W)
   * @param prevH the hidden state before it, shape (N, H)
   * @param wx weights from words to gates, shape (W, 3H)
   * @param wh weights from hidden state to gates, shape (H, 3H)
   * @param b biases, shape (3H)
   */
  public static Output forward(INDArray x, INDArray prevH, INDArray wx, INDArray wh, INDArray b) {
    INDArray a = MatrixProduct.of(x, wx).addiRowVector(b); // (N, 3H)
    INDArray u = MatrixProduct.of(prevH, wh); // (N, 3H)
    INDArray r = Transforms.sigmoid(block(a, 0).addi(block(u, 0)), false); // (N, H), as all below
    INDArray z = Transforms.sigmoid(block(a, 1).addi(block(u, 1)), false);
    INDArray un = block(u, 2);
    INDArray n = Transforms.tanh(block(a, 2).addi(r.mul(un)), false);
    INDArray nextH = z.rsub(1).muli(n).addi(z.mul(prevH));
    return new Output(nextH, new Cache(x, prevH, wx, wh, r, z, n, un));
  }

  /**
   * @param dNextH gradient of the next hidden state, shape (N, H)
   */
  public static Gradients backward(INDArray dNextH, Cache cache) {
    INDArray r = cache.r();
    INDArray z = cache.z();
    INDArray n = cache.n();
    INDArray dan = n.mul(n).rsubi(1).muli(z.rsub(1)).muli(dNextH); // (N, H), as all up to da
    INDArray dar = r.rsub(1).muli(r).muli(cache.un()).muli(dan);
    INDArray daz = z.rsub(1).muli(z).muli(cache.prevH().sub(n)).muli(dNextH);
    INDArray da = Nd4j.concat(1, dar, daz, dan); // (N, 3H)
    INDArray du = Nd4j.concat(1, dar, daz, dan.mul(r)); // (N, 3H)
    return new Gradients(
        MatrixProduct.of(da, cache.wx().transpose()),
        MatrixProduct.of(du, cache.wh().transpose()).addi(z.mul(dNextH)),
        MatrixProduct.of(cache.x().transpose(), da),
        MatrixProduct.of(cache.prevH().transpose(), du),
        da.sum(0));
  }

  /** A copy of the columns of one block, (N, H). */
  private static INDArray block(INDArray a, int block) {
    long h = a.size(1) / 3;
    return a.get(all(), interval(block * h, (block + 1) * h)).dup('c');
  }
}
