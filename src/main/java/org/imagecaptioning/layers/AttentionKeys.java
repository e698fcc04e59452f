package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * The keys of one picture's L places, laid out for being asked over and over: which places go with
 * a query, before each word of each caption in the making. As {@link SoftAttention} in its scores
 * and weights.
 *
 * <p>The numbers of one place lie L apart, so that all loops run over all places at once: the
 * compiler makes vector instructions of them, and the sums over a key are folds of one half onto
 * the other. For one thread at a time.
 */
public final class AttentionKeys {

  private final int places;
  private final int length;
  private final float[] keys; // (A, L)
  private final float[] v; // (A, L), each row one number
  private final float[] match; // (A, L)

  /**
   * @param keys shape (L, A)
   * @param v weights from a match to its score, shape (A)
   */
  public AttentionKeys(float[][] keys, float[] v) {
    this.places = keys.length;
    this.length = v.length;
    this.keys = new float[length * places];
    this.v = new float[length * places];
    this.match = new float[length * places];
    for (int a = 0; a < length; a++) {
      for (int place = 0; place < places; place++) {
        this.keys[a * places + place] = keys[place][a];
      }
      Arrays.fill(this.v, a * places, (a + 1) * places, v[a]);
    }
  }

  /** L. */
  public int places() {
    return places;
  }

  /**
   * Weights of the places: softmax of v . tanh(key + query).
   *
   * @param query shape (A) or longer; what is beyond is left alone
   * @return shape (L), of sum 1; a new array
   */
  public float[] weights(float[] query) {
    for (int a = 0; a < length; a++) {
      Arrays.fill(match, a * places, (a + 1) * places, query[a]);
    }
    for (int i = 0; i < match.length; i++) {
      match[i] = v[i] * Activations.tanh(match[i] + keys[i]);
    }
    for (int left = length; left > 1; left = (left + 1) / 2) {
      fold((left + 1) / 2 * places, left / 2 * places);
    }
    float[] weights = Arrays.copyOf(match, places);
    Activations.softmax(weights);
    return weights;
  }

  /** Adds what is from an offset on to what is at the beginning. */
  private void fold(int offset, int count) {
    for (int i = 0; i < count; i++) {
      match[i] += match[offset + i];
    }
  }
}
