package org.imagecaptioning.layers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A gated recurrent unit over a sequence of T words: {@link GruStep} T times, with shared weights,
 * each step starting from the hidden state of the one before.
 */
public final class Gru {

  private Gru() {}

  /**
   * @param h the hidden state after each step, shape (N, T, H)
   * @param cache of each step, what {@link #backward} needs
   */
  public record Output(INDArray h, List<GruStep.Cache> cache) {}

  /**
   * @param dx shape (N, T, W)
   * @param dh0 shape (N, H)
   * @param dWx shape (W, 3H), summed over steps
   * @param dWh shape (H, 3H), summed over steps
   * @param db shape (3H), summed over steps
   */
  public record Gradients(INDArray dx, INDArray dh0, INDArray dWx, INDArray dWh, INDArray db) {}

  /**
   * @param x the words, shape (N, T, W)
   * @param h0 the hidden state before the first word, shape (N, H)
   * @param wx weights from words to gates, shape (W, 3H)
   * @param wh weights from hidden state to gates, shape (H, 3H)
   * @param b biases, shape (3H)
   */
  public static Output forward(INDArray x, INDArray h0, INDArray wx, INDArray wh, INDArray b) {
    INDArray h = TimeStep.sequence(x.size(0), x.size(1), h0.size(1), x); // (N, T, H)
    List<GruStep.Cache> cache = new ArrayList<>();
    INDArray prevH = h0; // (N, H)
    for (int t = 0; t < x.size(1); t++) {
      GruStep.Output step = GruStep.forward(TimeStep.get(x, t), prevH, wx, wh, b);
      TimeStep.put(h, t, step.nextH());
      cache.add(step.cache());
      prevH = step.nextH();
    }
    return new Output(h, cache);
  }

  /**
   * @param dh gradient of the hidden state of each step from what was made of it above, without
   *     what flows between steps, shape (N, T, H)
   */
  public static Gradients backward(INDArray dh, List<GruStep.Cache> cache) {
    GruStep.Cache first = cache.get(0);
    INDArray dx = TimeStep.sequence(dh.size(0), dh.size(1), first.x().size(1), dh); // (N, T, W)
    INDArray dWx = Nd4j.zerosLike(first.wx());
    INDArray dWh = Nd4j.zerosLike(first.wh());
    INDArray db = Nd4j.zeros(dh.dataType(), first.wh().size(1)); // (3H)
    INDArray dPrevH = Nd4j.zerosLike(first.prevH()); // (N, H)
    for (int t = cache.size() - 1; t >= 0; t--) {
      GruStep.Gradients step = GruStep.backward(TimeStep.get(dh, t).addi(dPrevH), cache.get(t));
      TimeStep.put(dx, t, step.dx());
      dWx.addi(step.dWx());
      dWh.addi(step.dWh());
      db.addi(step.db());
      dPrevH = step.dPrevH();
    }
    return new Gradients(dx, dPrevH, dWx, dWh, db);
  }
}
