package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * How well the L places of a picture match what a caption looks for, v . tanh(key + query), over
 * packed sequences and back. It keeps what the backward pass needs, so it is for one minibatch at a
 * time and one thread. Keys are of A numbers, as {@code SoftAttention} has them.
 *
 * <p>Each word takes LA times tanh, forward and again backward. tanh(k + q) is 1 - 2 r with r = 1 /
 * (e^2k e^2q + 1), so that exponentials are taken of keys and queries alone. Loops run over all LA
 * numbers at once: vector instructions come to little in loops of a few hundred.
 */
final class PackedMatches {

  private int places; // L
  private FloatMatrix keys = FloatMatrix.zeros(0, 0); // e to twice each key, (PL, A)
  private FloatMatrix queries = FloatMatrix.zeros(0, 0); // e to twice each query, (R, A)
  private FloatMatrix ones = FloatMatrix.zeros(0, 0); // (1, L)
  private FloatMatrix addends = FloatMatrix.zeros(0, 0); // (L, A)
  private FloatMatrix sum = FloatMatrix.zeros(0, 0); // (1, A)
  private float[] row = new float[0]; // (A)
  private float[] v = new float[0]; // repeated for each place, (L, A)
  private float[] key = new float[0]; // of one picture, (L, A)
  private float[] query = new float[0]; // repeated for each place, (L, A)
  private float[] match = new float[0]; // (L, A)
  private float[] dScore = new float[0]; // repeated for each number of a key, (L, A)
  private float[] dKey = new float[0]; // of one picture, (L, A)
  private float[] slope = new float[0]; // (L, A)

  /**
   * Takes the keys of pictures as they are now.
   *
   * @param scorer v, shape (A, 1)
   */
  void begin(PackedPlaces pictures, FloatMatrix scorer) {
    int length = scorer.rows();
    if (row.length != length || places != pictures.count()) {
      places = pictures.count();
      makeRoom(length);
    }
    if (keys.rows() < pictures.keys().rows() || keys.cols() != length) {
      keys = FloatMatrix.zeros(pictures.keys().rows(), length);
    }
    repeat(scorer.toArray(), v);
    for (int l = 0; l < pictures.keys().rows(); l++) {
      pictures.keys().get(l, row);
      Activations.exponentialsOfTwice(row);
      keys.put(l, row);
    }
  }

  /** Makes room for R rows, after {@link #begin}. */
  void makeRoomFor(int rows) {
    if (queries.rows() < rows || queries.cols() != row.length) {
      queries = FloatMatrix.zeros(rows, row.length);
    }
  }

  private void makeRoom(int length) {
    float[] weights = new float[places];
    Arrays.fill(weights, 1);
    ones = FloatMatrix.of(1, places, weights);
    addends = FloatMatrix.zeros(places, length);
    sum = FloatMatrix.zeros(1, length);
    row = new float[length];
    v = new float[places * length];
    key = new float[v.length];
    query = new float[v.length];
    match = new float[v.length];
    dScore = new float[v.length];
    dKey = new float[v.length];
    slope = new float[v.length];
  }

  /**
   * Scores of the places of one picture, but for a number that is the same for all.
   *
   * @param v repeated for each place, (L, A)
   * @param keys e to twice each key, (L, A)
   * @param queries e to twice the query, repeated for each place, (L, A)
   * @param match overwritten, (L, A)
   * @param scores out: (L)
   */
  static void score(float[] v, float[] keys, float[] queries, float[] match, float[] scores) {
    for (int j = 0; j < match.length; j++) {
      match[j] = v[j] / (keys[j] * queries[j] + 1);
    }
    int length = match.length / scores.length;
    for (int l = 0; l < scores.length; l++) {
      scores[l] = -2 * Activations.sum(match, l * length, length);
    }
  }

  /** Fills the second with the first, over and over. */
  static void repeat(float[] one, float[] many) {
    for (int from = 0; from < many.length; from += one.length) {
      System.arraycopy(one, 0, many, from, one.length);
    }
  }

  /**
   * Some captions of one picture.
   *
   * @param queriesOf where each row has its query, in its first A numbers, shape (R, A) or wider
   * @param rows of the captions
   * @param count how many of them
   * @param scores out: of each caption, but for a number that is the same for all places, each (L)
   */
  void forward(int picture, FloatMatrix queriesOf, int[] rows, int count, float[][] scores) {
    keys.get(picture * key.length, key, key.length);
    for (int i = 0; i < count; i++) {
      queriesOf.get(rows[i] * queriesOf.cols(), row, row.length);
      Activations.exponentialsOfTwice(row);
      queries.put(rows[i], row);
      repeat(row, query);
      score(v, key, query, match, scores[i]);
    }
  }

  /**
   * After {@link #forward} of the same captions.
   *
   * @param dScores of each caption, each (L), of sum 0, as softmax gives them
   * @param dQueries out: where each row has the gradient of its query, in its first A numbers
   * @param dKeys added to: shape (PL, A)
   * @param dv added to: (A)
   */
  void backward(
      int picture,
      float[][] dScores,
      int[] rows,
      int count,
      FloatMatrix dQueries,
      FloatMatrix dKeys,
      ColumnSums dv) {
    keys.get(picture * key.length, key, key.length);
    dKeys.get(picture * key.length, dKey, key.length);
    Arrays.fill(match, 0);
    for (int i = 0; i < count; i++) {
      queries.get(rows[i], row);
      repeat(row, query);
      for (int l = 0; l < places; l++) {
        Arrays.fill(dScore, l * row.length, (l + 1) * row.length, dScores[i][l]);
      }
      slopes(key, query, dScore, match, slope);
      for (int j = 0; j < slope.length; j++) {
        slope[j] *= v[j];
        dKey[j] += slope[j];
      }
      sumOverPlaces(slope);
      dQueries.put(rows[i] * dQueries.cols(), row, row.length);
    }
    dKeys.put(picture * key.length, dKey, key.length);
    sumOverPlaces(match);
    for (int a = 0; a < row.length; a++) {
      row[a] *= -2; // the 1 of 1 - 2 r adds nothing to gradients of sum 0
    }
    dv.add(row);
  }

  /**
   * From scores to sums of key and query, but for v.
   *
   * @param shares added to: what reaches r
   * @param slopes out: what reaches the sums, for 1 - tanh^2 is 4 r (1 - r)
   */
  private static void slopes(
      float[] key, float[] query, float[] dScore, float[] shares, float[] slopes) {
    for (int j = 0; j < slopes.length; j++) {
      float r = 1 / (key[j] * query[j] + 1);
      float share = dScore[j] * r;
      shares[j] += share;
      slopes[j] = 4 * (share - share * r);
    }
  }

  /**
   * Leaves the sum where one row is.
   *
   * @param ofPlaces shape (L, A)
   */
  private void sumOverPlaces(float[] ofPlaces) {
    addends.put(0, ofPlaces, ofPlaces.length);
    Products.multiply(ones, addends, sum);
    sum.get(0, row);
  }
}
