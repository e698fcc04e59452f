package org.imagecaptioning.layers;

import java.util.ArrayList;
import java.util.List;
import org.imagecaptioning.layers.AttentionLstmStep.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A long short-term memory with attention over a sequence of T words: {@link AttentionLstmStep} T
 * times, with shared weights and the same grid, each step starting from the states of the one
 * before.
 *
 * <p>Source: Xu et al. 2015, section 3.1.2.
 */
public final class AttentionLstm {

  private AttentionLstm() {}

  /**
   * @param h the hidden state after each step, shape (N, T, H)
   * @param attention weights of the places at each step, shape (N, T, L)
   * @param cache of each step, what {@link #backward} needs
   */
  public record Output(INDArray h, INDArray attention, List<AttentionLstmStep.Cache> cache) {}

  /**
   * @param dWords shape (N, T, W)
   * @param dPlaces shape (N, L, P), summed over steps, without what reaches the places by way of
   *     their keys
   * @param dKeys shape (N, L, A), summed over steps
   * @param dh0 shape (N, H)
   * @param dc0 shape (N, H)
   * @param weights gradients of what is learned, summed over steps
   */
  public record Gradients(
      INDArray dWords,
      INDArray dPlaces,
      INDArray dKeys,
      INDArray dh0,
      INDArray dc0,
      Weights weights) {}

  /**
   * @param words shape (N, T, W)
   * @param places the grid of each picture, shape (N, L, P)
   * @param keys of its places, shape (N, L, A)
   * @param h0 the hidden state before the first word, shape (N, H)
   * @param c0 the cell state before the first word, shape (N, H)
   */
  public static Output forward(
      INDArray words, INDArray places, INDArray keys, INDArray h0, INDArray c0, Weights weights) {
    long n = words.size(0);
    long steps = words.size(1);
    INDArray h = TimeStep.sequence(n, steps, h0.size(1), words); // (N, T, H)
    INDArray attention = TimeStep.sequence(n, steps, keys.size(1), words); // (N, T, L)
    List<AttentionLstmStep.Cache> cache = new ArrayList<>();
    INDArray prevH = h0; // (N, H)
    INDArray prevC = c0; // (N, H)
    for (int t = 0; t < steps; t++) {
      AttentionLstmStep.Output step =
          AttentionLstmStep.forward(TimeStep.get(words, t), places, keys, prevH, prevC, weights);
      TimeStep.put(h, t, step.nextH());
      TimeStep.put(attention, t, step.attention());
      cache.add(step.cache());
      prevH = step.nextH();
      prevC = step.nextC();
    }
    return new Output(h, attention, cache);
  }

  /**
   * @param dh gradient of the hidden state of each step from what was made of it above, without
   *     what flows between steps, shape (N, T, H)
   * @param dAttention gradient of the weights of the places at each step from what was made of them
   *     above, shape (N, T, L)
   */
  public static Gradients backward(
      INDArray dh, INDArray dAttention, List<AttentionLstmStep.Cache> cache) {
    AttentionLstmStep.Cache first = cache.get(0);
    long words = first.lstm().x().size(1) - first.context().size(1);
    INDArray dWords = TimeStep.sequence(dh.size(0), dh.size(1), words, dh); // (N, T, W)
    INDArray dPlaces = Nd4j.zerosLike(first.attention().places()); // (N, L, P)
    INDArray dKeys = Nd4j.zerosLike(first.attention().match()); // (N, L, A)
    Weights sum = first.weights().zeros();
    INDArray dPrevH = Nd4j.zerosLike(first.lstm().prevH()); // (N, H)
    INDArray dPrevC = Nd4j.zerosLike(first.lstm().prevC()); // (N, H), the last goes nowhere
    for (int t = cache.size() - 1; t >= 0; t--) {
      AttentionLstmStep.Gradients step =
          AttentionLstmStep.backward(
              TimeStep.get(dh, t).addi(dPrevH), dPrevC, TimeStep.get(dAttention, t), cache.get(t));
      TimeStep.put(dWords, t, step.dWord());
      dPlaces.addi(step.dPlaces());
      dKeys.addi(step.dKeys());
      sum.add(step.weights());
      dPrevH = step.dPrevH();
      dPrevC = step.dPrevC();
    }
    return new Gradients(dWords, dPlaces, dKeys, dPrevH, dPrevC, sum);
  }
}
