package org.imagecaptioning.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One step of a long short-term memory. With a = x Wx + h Wh + b cut into four blocks of H columns:
 *
 * <pre>
 * i = sigmoid(a_i)   f = sigmoid(a_f)   o = sigmoid(a_o)   g = tanh(a_g)
 * c' = f c + i g     h' = o tanh(c')
 * </pre>
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning, whose order of gates i, f, o, g this is.
 */
public final class LstmStep {

  private LstmStep() {}

  /**
   * @param nextH shape (N, H)
   * @param nextC shape (N, H)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray nextH, INDArray nextC, Cache cache) {}

  /** The values of the gates, each of shape (N, H). */
  public record Gates(INDArray i, INDArray f, INDArray o, INDArray g) {}

  /** What the backward pass needs of the forward pass. */
  public record Cache(
      INDArray x,
      INDArray prevH,
      INDArray prevC,
      INDArray wx,
      INDArray wh,
      Gates gates,
      INDArray tanhNextC) {}

  /**
   * @param dx shape (N, W)
   * @param dPrevH shape (N, H)
   * @param dPrevC shape (N, H)
   * @param dWx shape (W, 4H)
   * @param dWh shape (H, 4H)
   * @param db shape (4H)
   */
  public record Gradients(
      INDArray dx, INDArray dPrevH, INDArray dPrevC, INDArray dWx, INDArray dWh, INDArray db) {}

  /**
   * @param x the words of this step, shape (N, W)
   * @param prevH the hidden state before it, shape (N, H)
   * @param prevC the cell state before it, shape (N, H)
   * @param wx weights from words to gates, shape (W, 4H)
   * @param wh weights from hidden state to gates, shape (H, 4H)
   * @param b biases, shape (4H)
   */
  public static Output forward(
      INDArray x, INDArray prevH, INDArray prevC, INDArray wx, INDArray wh, INDArray b) {
    INDArray a = MatrixProduct.of(x, wx).addi(MatrixProduct.of(prevH, wh)).addiRowVector(b);
    INDArray i = Transforms.sigmoid(block(a, 0), false); // (N, H), and so are all that follow
    INDArray f = Transforms.sigmoid(block(a, 1), false);
    INDArray o = Transforms.sigmoid(block(a, 2), false);
    INDArray g = Transforms.tanh(block(a, 3), false);
    INDArray nextC = f.mul(prevC).addi(i.mul(g));
    INDArray tanhNextC = Transforms.tanh(nextC, true);
    Gates gates = new Gates(i, f, o, g);
    return new Output(
        o.mul(tanhNextC), nextC, new Cache(x, prevH, prevC, wx, wh, gates, tanhNextC));
  }

  /**
   * @param dNextH gradient of the next hidden state, shape (N, H)
   * @param dNextC gradient of the next cell state, without what reaches it by way of the next
   *     hidden state, shape (N, H)
   */
  public static Gradients backward(INDArray dNextH, INDArray dNextC, Cache cache) {
    Gates gates = cache.gates();
    INDArray dc = tanhSlope(cache.tanhNextC()).muli(gates.o()).muli(dNextH).addi(dNextC); // (N, H)
    INDArray da = // (N, 4H)
        Nd4j.concat(
            1,
            sigmoidSlope(gates.i()).muli(gates.g()).muli(dc),
            sigmoidSlope(gates.f()).muli(cache.prevC()).muli(dc),
            sigmoidSlope(gates.o()).muli(cache.tanhNextC()).muli(dNextH),
            tanhSlope(gates.g()).muli(gates.i()).muli(dc));
    return new Gradients(
        MatrixProduct.of(da, cache.wx().transpose()),
        MatrixProduct.of(da, cache.wh().transpose()),
        dc.mul(gates.f()),
        MatrixProduct.of(cache.x().transpose(), da),
        MatrixProduct.of(cache.prevH().transpose(), da),
        da.sum(0));
  }

  /** A copy of the columns of one gate, (N, H). */
  private static INDArray block(INDArray a, int gate) {
    long h = a.size(1) / 4;
    return a.get(all(), interval(gate * h, (gate + 1) * h)).dup('c');
  }

  /** The derivative of the sigmoid where its value is y: y (1 - y). */
  private static INDArray sigmoidSlope(INDArray y) {
    return y.rsub(1).muli(y);
  }

  /** The derivative of tanh where its value is y: 1 - y^2. */
  private static INDArray tanhSlope(INDArray y) {
    return y.mul(y).rsubi(1);
  }
}
