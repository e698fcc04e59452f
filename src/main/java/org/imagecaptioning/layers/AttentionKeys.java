package org.imagecaptioning.layers;

/**
 * The keys of one picture's L places, for being asked over and over: which places go with a query,
 * before each word of each caption in the making. As {@link SoftAttention} in its scores and
 * weights.
 *
 * <p>As in {@link PackedMatches}, exponentials are taken of keys and queries alone, and what they
 * come to in one loop over all LA numbers. For one thread at a time.
 */
public final class AttentionKeys {

  private final int places;
  private final float[] keys; // e to twice each key, (L, A)
  private final float[] v; // repeated for each place, (L, A)
  private final float[] query; // (A)
  private final float[] queries; // repeated for each place, (L, A)
  private final float[] match; // (L, A)

  /**
   * @param keys shape (L, A)
   * @param v weights from a match to its score, shape (A)
   */
  public AttentionKeys(float[][] keys, float[] v) {
    this.places = keys.length;
    this.keys = new float[places * v.length];
    this.v = new float[places * v.length];
    this.query = new float[v.length];
    this.queries = new float[places * v.length];
    this.match = new float[places * v.length];
    for (int place = 0; place < places; place++) {
      System.arraycopy(keys[place], 0, this.keys, place * v.length, v.length);
    }
    Activations.exponentialsOfTwice(this.keys);
    PackedMatches.repeat(v, this.v);
  }

  /** L. */
  public int places() {
    return places;
  }

  /**
   * Weights of the places: softmax of v . tanh(key + query).
   *
   * @param of the query, shape (A) or longer; what is beyond is left alone
   * @return shape (L), of sum 1; a new array
   */
  public float[] weights(float[] of) {
    System.arraycopy(of, 0, query, 0, query.length);
    Activations.exponentialsOfTwice(query);
    PackedMatches.repeat(query, queries);
    float[] weights = new float[places];
    PackedMatches.score(v, keys, queries, match, weights);
    Activations.softmax(weights);
    return weights;
  }
}
