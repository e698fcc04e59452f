package org.imagecaptioning.layers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A long short-term memory over a sequence of T words: {@link LstmStep} T times, with shared
 * weights, each step starting from the states of the one before.
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning. There c0 is always zero; here it is an
 * input, because a captioner may start its cell from the features.
 */
public final class Lstm {

  private Lstm() {}

  /**
   * @param h the hidden state after each step, shape (N, T, H)
   * @param cache of each step, what {@link #backward} needs
   */
  public record Output(INDArray h, List<LstmStep.Cache> cache) {}

  /**
   * @param dx shape (N, T, W)
   * @param dh0 shape (N, H)
   * @param dc0 shape (N, H)
   * @param dWx shape (W, 4H), summed over steps
   * @param dWh shape (H, 4H), summed over steps
   * @param db shape (4H), summed over steps
   */
  public record Gradients(
      INDArray dx, INDArray dh0, INDArray dc0, INDArray dWx, INDArray dWh, INDArray db) {}

  /** From a cell state of zeros, as the course does. */
  public static Output forward(INDArray x, INDArray h0, INDArray wx, INDArray wh, INDArray b) {
    return forward(x, h0, Nd4j.zerosLike(h0), wx, wh, b);
  }

  /**
   * @param x the words, shape (N, T, W)
   * @param h0 the hidden state before the first word, shape (N, H)
   * @param c0 the cell state before the first word, shape (N, H)
   * @param wx weights from words to gates, shape (W, 4H)
   * @param wh weights from hidden state to gates, shape (H, 4H)
   * @param b biases, shape (4H)
   */
  public static Output forward(
      INDArray x, INDArray h0, INDArray c0, INDArray wx, INDArray wh, INDArray b) {
    INDArray h = TimeStep.sequence(x.size(0), x.size(1), h0.size(1), x); // (N, T, H)
    List<LstmStep.Cache> cache = new ArrayList<>();
    INDArray prevH = h0; // (N, H)
    INDArray prevC = c0; // (N, H)
    for (int t = 0; t < x.size(1); t++) {
      LstmStep.Output step = LstmStep.forward(TimeStep.get(x, t), prevH, prevC, wx, wh, b);
      TimeStep.put(h, t, step.nextH());
      cache.add(step.cache());
      prevH = step.nextH();
      prevC = step.nextC();
    }
    return new Output(h, cache);
  }

  /**
   * @param dh gradient of the hidden state of each step from what was made of it above, without
   *     what flows between steps, shape (N, T, H)
   */
  public static Gradients backward(INDArray dh, List<LstmStep.Cache> cache) {
    LstmStep.Cache first = cache.get(0);
    INDArray dx = TimeStep.sequence(dh.size(0), dh.size(1), first.x().size(1), dh); // (N, T, W)
    INDArray dWx = Nd4j.zerosLike(first.wx());
    INDArray dWh = Nd4j.zerosLike(first.wh());
    INDArray db = Nd4j.zeros(dh.dataType(), first.wh().size(1)); // (4H)
    INDArray dPrevH = Nd4j.zerosLike(first.prevH()); // (N, H)
    INDArray dPrevC = Nd4j.zerosLike(first.prevC()); // (N, H), the last cell state goes nowhere
    for (int t = cache.size() - 1; t >= 0; t--) {
      LstmStep.Gradients step =
          LstmStep.backward(TimeStep.get(dh, t).addi(dPrevH), dPrevC, cache.get(t));
      TimeStep.put(dx, t, step.dx());
      dWx.addi(step.dWx());
      dWh.addi(step.dWh());
      db.addi(step.db());
      dPrevH = step.dPrevH();
      dPrevC = step.dPrevC();
    }
    return new Gradients(dx, dPrevH, dPrevC, dWx, dWh, db);
  }
}
