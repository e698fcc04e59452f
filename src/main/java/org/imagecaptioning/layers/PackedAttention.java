package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * {@code SoftAttention} over packed sequences: the captions of a picture share its places and keys,
 * and look at them together. It keeps what the backward pass needs, so it is for one minibatch at a
 * time and one thread. N captions of R words in all, L places of C numbers, keys of A.
 */
final class PackedAttention {

  private FloatMatrix weights = FloatMatrix.zeros(0, 0); // (R, L)
  private FloatMatrix some = FloatMatrix.zeros(0, 0); // a picture's rows of weights
  private FloatMatrix contexts = FloatMatrix.zeros(0, 0); // a picture's rows of contexts
  private float[][] queries = new float[0][]; // of a picture's captions, each (A)
  private float[][] scores = new float[0][]; // of a picture's captions, each (L)
  private float[][] dQueries = new float[0][]; // of a picture's captions, each (A)
  private float[] v = new float[0];
  private float[] scratch = new float[0];

  /**
   * Makes room.
   *
   * @param scorer v, shape (A, 1)
   */
  void prepare(PackedSequences sequences, PackedPlaces pictures, FloatMatrix scorer) {
    int places = pictures.count();
    int most = sequences.rows();
    int numbers = pictures.places().cols();
    if (weights.rows() < most || weights.cols() != places || contexts.cols() != numbers) {
      weights = FloatMatrix.zeros(most, places);
      some = FloatMatrix.zeros(most, places);
      contexts = FloatMatrix.zeros(most, numbers);
    }
    v = scorer.toArray();
    int captions = sequences.captions();
    if (queries.length < captions || queries[0].length != v.length || scores[0].length != places) {
      queries = new float[captions][v.length];
      dQueries = new float[captions][v.length];
      scores = new float[captions][places];
      scratch = new float[Math.max(v.length, places)];
    }
  }

  /** Of the places at each row, shape (R, L); each row has the sum 1. */
  FloatMatrix weights(PackedSequences sequences) {
    return weights.rows(0, sequences.rows());
  }

  /**
   * @param step whose rows look
   * @param query h W_query, the first A numbers of rows, shape (R, A) or wider
   * @param context out: shape (R, C)
   */
  void forward(
      PackedSequences sequences,
      int step,
      PackedPlaces pictures,
      FloatMatrix query,
      FloatMatrix context) {
    int offset = sequences.offset(step);
    for (int p = 0; p < pictures.pictures(); p++) {
      int[] captions = pictures.captionsOf().get(p);
      int active = pictures.active(p, sequences.active(step));
      if (active == 0) {
        continue;
      }
      read(query, captions, active, offset);
      score(pictures, p, active);
      for (int i = 0; i < active; i++) {
        Activations.softmax(scores[i], scratch);
        some.put(i, scores[i]);
        weights.put(offset + captions[i], scores[i]);
      }
      Products.multiply(
          some.rows(0, active), pictures.of(p, pictures.places()), contexts.rows(0, active));
      for (int i = 0; i < active; i++) {
        context.putRow(offset + captions[i], contexts, i);
      }
    }
  }

  private void read(FloatMatrix query, int[] captions, int active, int offset) {
    for (int i = 0; i < active; i++) {
      query.get((offset + captions[i]) * query.cols(), queries[i], v.length);
    }
  }

  private void score(PackedPlaces pictures, int picture, int active) {
    float[] key = new float[v.length];
    float[] part = new float[v.length];
    int places = pictures.count();
    for (int l = 0; l < places; l++) {
      pictures.keys().get(picture * places + l, key);
      for (int i = 0; i < active; i++) {
        float[] query = queries[i];
        for (int a = 0; a < part.length; a++) {
          part[a] = v[a] * Activations.tanh(key[a] + query[a]);
        }
        scores[i][l] = (float) Activations.sum(part, part.length, scratch);
      }
    }
  }

  /**
   * After {@link #forward} of all steps.
   *
   * @param step whose rows looked
   * @param dContext shape (R, C)
   * @param dSeen gradient of the weights of each caption from elsewhere, the same at each step,
   *     shape (N, L)
   * @param query as before
   * @param dQuery out: the first A numbers of rows, of the shape of the query; may be that
   * @param dKeys added to: shape (PL, A)
   * @param dv added to: (A)
   */
  void backward(
      PackedSequences sequences,
      int step,
      PackedPlaces pictures,
      FloatMatrix dContext,
      FloatMatrix dSeen,
      FloatMatrix query,
      FloatMatrix dQuery,
      FloatMatrix dKeys,
      ColumnSums dv) {
    int offset = sequences.offset(step);
    for (int p = 0; p < pictures.pictures(); p++) {
      int[] captions = pictures.captionsOf().get(p);
      int active = pictures.active(p, sequences.active(step));
      if (active == 0) {
        continue;
      }
      read(query, captions, active, offset);
      for (int i = 0; i < active; i++) {
        contexts.putRow(i, dContext, offset + captions[i]);
      }
      Products.multiplyByTransposed(
          contexts.rows(0, active), pictures.of(p, pictures.places()), some.rows(0, active));
      for (int i = 0; i < active; i++) {
        some.get(i, scores[i]);
        softmaxBackward(scores[i], offset + captions[i], dSeen, captions[i]);
      }
      scoreBackward(pictures, p, active, dKeys, dv);
      for (int i = 0; i < active; i++) {
        dQuery.put((offset + captions[i]) * dQuery.cols(), dQueries[i], v.length);
      }
    }
  }

  /**
   * @param dWeights in: from the context; out: gradient of the scores
   */
  private void softmaxBackward(float[] dWeights, int row, FloatMatrix dSeen, int caption) {
    float[] weight = new float[dWeights.length];
    float[] seen = new float[dWeights.length];
    weights.get(row, weight);
    dSeen.get(caption, seen);
    float mean = 0;
    for (int l = 0; l < weight.length; l++) {
      dWeights[l] += seen[l];
      mean += dWeights[l] * weight[l];
    }
    for (int l = 0; l < weight.length; l++) {
      dWeights[l] = (dWeights[l] - mean) * weight[l];
    }
  }

  private void scoreBackward(
      PackedPlaces pictures, int picture, int active, FloatMatrix dKeys, ColumnSums dv) {
    float[] key = new float[v.length];
    float[] match = new float[v.length];
    float[] dKey = new float[v.length];
    float[] dScorer = new float[v.length];
    for (int i = 0; i < active; i++) {
      Arrays.fill(dQueries[i], 0);
    }
    int places = pictures.count();
    for (int l = 0; l < places; l++) {
      int row = picture * places + l;
      pictures.keys().get(row, key);
      dKeys.get(row, dKey);
      for (int i = 0; i < active; i++) {
        float d = scores[i][l];
        float[] query = queries[i];
        for (int a = 0; a < match.length; a++) {
          match[a] = Activations.tanh(key[a] + query[a]);
        }
        for (int a = 0; a < match.length; a++) {
          dScorer[a] += d * match[a];
        }
        for (int a = 0; a < match.length; a++) {
          match[a] = d * v[a] * (1 - match[a] * match[a]);
        }
        add(match, dKey);
        add(match, dQueries[i]);
      }
      dKeys.put(row, dKey);
    }
    dv.add(dScorer);
  }

  private static void add(float[] more, float[] sum) {
    for (int a = 0; a < sum.length; a++) {
      sum[a] += more[a];
    }
  }

  /**
   * After all steps, the gradient of the places, without what reaches them by way of their keys.
   *
   * @param dContext shape (R, C)
   * @param dPlaces out: shape (PL, C)
   */
  void placesBackward(
      PackedSequences sequences, PackedPlaces pictures, FloatMatrix dContext, FloatMatrix dPlaces) {
    for (int p = 0; p < pictures.pictures(); p++) {
      int[] captions = pictures.captionsOf().get(p);
      int rows = 0;
      for (int t = 0; t < sequences.steps(); t++) {
        for (int i = 0; i < pictures.active(p, sequences.active(t)); i++) {
          some.putRow(rows, weights, sequences.offset(t) + captions[i]);
          contexts.putRow(rows, dContext, sequences.offset(t) + captions[i]);
          rows++;
        }
      }
      Products.multiplyTransposed(
          some.rows(0, rows), contexts.rows(0, rows), pictures.of(p, dPlaces), 0, dPlaces.cols());
    }
  }
}
