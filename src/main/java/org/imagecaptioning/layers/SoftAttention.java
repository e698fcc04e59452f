package org.imagecaptioning.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Where a captioner looks before a word: the mean of the L places of a grid, weighted by how well
 * the key of each place goes with the hidden state.
 *
 * <pre>
 * e_l = v . tanh(key_l + h Wh)     weights = softmax(e)     context = sum over l of weights_l place_l
 * </pre>
 *
 * <p>Keys are affine in the places and the same for every word, so that they are an input here,
 * made once a picture.
 *
 * <p>Source: Xu et al. 2015, eqs. 4 to 6 and 13 ("soft" attention), with the network of Bahdanau et
 * al. 2015 that they score places by.
 */
public final class SoftAttention {

  private SoftAttention() {}

  /**
   * @param context shape (N, P)
   * @param weights of the places, shape (N, L), each row with the sum 1
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray context, INDArray weights, Cache cache) {}

  /**
   * What the backward pass needs of the forward pass.
   *
   * @param match tanh(key + h Wh), shape (N, L, A)
   */
  public record Cache(
      INDArray places, INDArray h, INDArray wh, INDArray v, INDArray match, INDArray weights) {}

  /**
   * @param dPlaces shape (N, L, P), without what reaches the places by way of their keys
   * @param dKeys shape (N, L, A)
   * @param dh shape (N, H)
   * @param dWh shape (H, A)
   * @param dv shape (A, 1)
   */
  public record Gradients(
      INDArray dPlaces, INDArray dKeys, INDArray dh, INDArray dWh, INDArray dv) {}

  /**
   * @param places the grid of each picture, shape (N, L, P)
   * @param keys of its places, shape (N, L, A)
   * @param h the hidden state before the word, shape (N, H)
   * @param wh weights from hidden state to keys, shape (H, A)
   * @param v weights from a match to its score, shape (A, 1)
   */
  public static Output forward(
      INDArray places, INDArray keys, INDArray h, INDArray wh, INDArray v) {
    INDArray query = MatrixProduct.of(h, wh); // (N, A)
    INDArray match = Nd4j.create(keys.dataType(), keys.shape()); // (N, L, A)
    INDArray weights = Nd4j.create(keys.dataType(), keys.size(0), keys.size(1)); // (N, L)
    INDArray context = Nd4j.create(keys.dataType(), places.size(0), places.size(2)); // (N, P)
    for (int n = 0; n < keys.size(0); n++) {
      INDArray matched = Transforms.tanh(of(keys, n).addiRowVector(row(query, n)), false); // (L, A)
      INDArray weighed = softmax(MatrixProduct.of(matched, v)); // (L, 1)
      put(match, n, matched);
      weights.putRow(n, weighed.reshape(weighed.length()));
      context.putRow(n, MatrixProduct.of(weighed.transpose(), of(places, n)));
    }
    return new Output(context, weights, new Cache(places, h, wh, v, match, weights));
  }

  /**
   * @param dContext gradient of the context, shape (N, P)
   * @param dWeights gradient of the weights, without what reaches them by way of the context, shape
   *     (N, L)
   */
  public static Gradients backward(INDArray dContext, INDArray dWeights, Cache cache) {
    INDArray dPlaces = Nd4j.zerosLike(cache.places()); // (N, L, P)
    INDArray dKeys = Nd4j.zerosLike(cache.match()); // (N, L, A)
    INDArray dQuery = Nd4j.create(cache.h().dataType(), cache.h().size(0), cache.wh().size(1));
    INDArray dv = Nd4j.zerosLike(cache.v()); // (A, 1)
    for (int n = 0; n < dKeys.size(0); n++) {
      INDArray match = of(cache.match(), n); // (L, A)
      INDArray weights = row(cache.weights(), n).transpose(); // (L, 1)
      INDArray dc = row(dContext, n); // (1, P)
      INDArray dw = // (L, 1)
          MatrixProduct.of(of(cache.places(), n), dc.transpose())
              .addi(row(dWeights, n).transpose());
      INDArray de = dw.sub(dw.mul(weights).sumNumber()).muli(weights); // (L, 1)
      INDArray dKey = // (L, A)
          MatrixProduct.of(de, cache.v().transpose()).muli(match.mul(match).rsubi(1));
      put(dPlaces, n, MatrixProduct.of(weights, dc));
      put(dKeys, n, dKey);
      dQuery.putRow(n, dKey.sum(0));
      dv.addi(MatrixProduct.of(match.transpose(), de));
    }
    return new Gradients(
        dPlaces,
        dKeys,
        MatrixProduct.of(dQuery, cache.wh().transpose()),
        MatrixProduct.of(cache.h().transpose(), dQuery),
        dv);
  }

  /** Of a column of scores; the greatest becomes 0 first, so that no power of e overflows. */
  private static INDArray softmax(INDArray scores) {
    INDArray powers = Transforms.exp(scores.sub(scores.maxNumber()), false);
    return powers.divi(powers.sumNumber());
  }

  /** A copy of what belongs to one picture, of shape (L, A) or (L, P). */
  private static INDArray of(INDArray x, int n) {
    return x.get(point(n), all(), all()).dup('c');
  }

  private static void put(INDArray x, int n, INDArray value) {
    x.get(point(n), all(), all()).assign(value);
  }

  /** A copy of one row, as a matrix of one row. */
  private static INDArray row(INDArray x, int n) {
    return x.getRow(n, true).dup('c');
  }
}
