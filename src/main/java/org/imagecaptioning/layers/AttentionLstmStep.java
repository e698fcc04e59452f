package org.imagecaptioning.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One step of a long short-term memory that looks at the picture before each word: an {@link
 * LstmStep} whose input is the word and, beside it, the context of {@link SoftAttention}, scaled by
 * how much the picture matters to this word.
 *
 * <pre>
 * beta = sigmoid(h Wbeta + bbeta)     x = [word, beta context]
 * </pre>
 *
 * <p>Source: Xu et al. 2015, eqs. 1 to 3, and section 4.2.1 for the gate beta.
 */
public final class AttentionLstmStep {

  private AttentionLstmStep() {}

  /**
   * What is learned, or its gradient.
   *
   * @param wx from word and context to gates, shape (W + P, 4H)
   * @param wh from hidden state to gates, shape (H, 4H)
   * @param b biases of the gates, shape (4H)
   * @param wQuery from hidden state to keys, shape (H, A)
   * @param v from a match to its score, shape (A, 1)
   * @param wBeta from hidden state to the gate of the context, shape (H, 1)
   * @param bBeta its bias, shape (1)
   */
  public record Weights(
      INDArray wx,
      INDArray wh,
      INDArray b,
      INDArray wQuery,
      INDArray v,
      INDArray wBeta,
      INDArray bBeta) {

    /** Zeros of the same shapes, to sum gradients in. */
    Weights zeros() {
      return new Weights(
          Nd4j.zerosLike(wx),
          Nd4j.zerosLike(wh),
          Nd4j.zerosLike(b),
          Nd4j.zerosLike(wQuery),
          Nd4j.zerosLike(v),
          Nd4j.zerosLike(wBeta),
          Nd4j.zerosLike(bBeta));
    }

    /** Adds to these, in place. */
    void add(Weights more) {
      wx.addi(more.wx);
      wh.addi(more.wh);
      b.addi(more.b);
      wQuery.addi(more.wQuery);
      v.addi(more.v);
      wBeta.addi(more.wBeta);
      bBeta.addi(more.bBeta);
    }
  }

  /**
   * @param nextH shape (N, H)
   * @param nextC shape (N, H)
   * @param attention weights of the places, shape (N, L)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray nextH, INDArray nextC, INDArray attention, Cache cache) {}

  /**
   * What the backward pass needs of the forward pass.
   *
   * @param context before its gate, shape (N, P)
   * @param beta shape (N, 1)
   */
  public record Cache(
      LstmStep.Cache lstm,
      SoftAttention.Cache attention,
      INDArray context,
      INDArray beta,
      Weights weights) {}

  /**
   * @param dWord shape (N, W)
   * @param dPlaces shape (N, L, P), without what reaches the places by way of their keys
   * @param dKeys shape (N, L, A)
   * @param dPrevH shape (N, H)
   * @param dPrevC shape (N, H)
   * @param weights gradients of what is learned
   */
  public record Gradients(
      INDArray dWord,
      INDArray dPlaces,
      INDArray dKeys,
      INDArray dPrevH,
      INDArray dPrevC,
      Weights weights) {}

  /**
   * @param word of this step, shape (N, W)
   * @param places the grid of each picture, shape (N, L, P)
   * @param keys of its places, shape (N, L, A)
   * @param prevH the hidden state before it, shape (N, H)
   * @param prevC the cell state before it, shape (N, H)
   */
  public static Output forward(
      INDArray word,
      INDArray places,
      INDArray keys,
      INDArray prevH,
      INDArray prevC,
      Weights weights) {
    SoftAttention.Output looked =
        SoftAttention.forward(places, keys, prevH, weights.wQuery(), weights.v());
    INDArray beta = // (N, 1)
        Transforms.sigmoid(
            MatrixProduct.of(prevH, weights.wBeta()).addiRowVector(weights.bBeta()), false);
    INDArray x = Nd4j.concat(1, word, looked.context().mulColumnVector(beta)); // (N, W + P)
    LstmStep.Output step =
        LstmStep.forward(x, prevH, prevC, weights.wx(), weights.wh(), weights.b());
    return new Output(
        step.nextH(),
        step.nextC(),
        looked.weights(),
        new Cache(step.cache(), looked.cache(), looked.context(), beta, weights));
  }

  /**
   * @param dNextH gradient of the next hidden state, shape (N, H)
   * @param dNextC gradient of the next cell state, without what reaches it by way of the next
   *     hidden state, shape (N, H)
   * @param dAttention gradient of the weights of the places, without what reaches them by way of
   *     the context, shape (N, L)
   */
  public static Gradients backward(
      INDArray dNextH, INDArray dNextC, INDArray dAttention, Cache cache) {
    Weights weights = cache.weights();
    LstmStep.Gradients step = LstmStep.backward(dNextH, dNextC, cache.lstm());
    long inputs = step.dx().size(1);
    long words = inputs - cache.context().size(1);
    INDArray dWord = step.dx().get(all(), interval(0, words)).dup('c'); // (N, W)
    INDArray dGated = step.dx().get(all(), interval(words, inputs)).dup('c'); // (N, P)
    INDArray beta = cache.beta(); // (N, 1)
    INDArray dBeta = // (N, 1), before the sigmoid
        dGated.mul(cache.context()).sum(true, 1).muli(beta.rsub(1)).muli(beta);
    SoftAttention.Gradients looked =
        SoftAttention.backward(dGated.mulColumnVector(beta), dAttention, cache.attention());
    INDArray prevH = cache.lstm().prevH();
    return new Gradients(
        dWord,
        looked.dPlaces(),
        looked.dKeys(),
        step.dPrevH().add(looked.dh()).addi(MatrixProduct.of(dBeta, weights.wBeta().transpose())),
        step.dPrevC(),
        new Weights(
            step.dWx(),
            step.dWh(),
            step.db(),
            looked.dWh(),
            looked.dv(),
            MatrixProduct.of(prevH.transpose(), dBeta),
            dBeta.sum(0)));
  }
}
