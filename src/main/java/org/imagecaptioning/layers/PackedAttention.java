package org.imagecaptioning.layers;

/**
 * {@code SoftAttention} over packed sequences: the captions of a picture share its places and keys,
 * and look at them together. It keeps what the backward pass needs, so it is for one minibatch at a
 * time and one thread. N captions of R words in all, L places of C numbers, keys of A.
 */
final class PackedAttention {

  private final PackedMatches matches = new PackedMatches();
  private FloatMatrix weights = FloatMatrix.zeros(0, 0); // (R, L)
  private FloatMatrix some = FloatMatrix.zeros(0, 0); // a picture's rows of weights
  private FloatMatrix contexts = FloatMatrix.zeros(0, 0); // a picture's rows of contexts
  private float[][] scores = new float[0][]; // of a picture's captions, each (L)
  private int[] rows = new int[0]; // of a picture's captions

  /**
   * Takes the keys of pictures as they are now.
   *
   * @param scorer v, shape (A, 1)
   */
  void begin(PackedPlaces pictures, FloatMatrix scorer) {
    matches.begin(pictures, scorer);
  }

  /** Makes room for captions, after {@link #begin}. */
  void makeRoom(PackedSequences sequences, PackedPlaces pictures) {
    int places = pictures.count();
    int most = sequences.rows();
    int numbers = pictures.places().cols();
    if (weights.rows() < most || weights.cols() != places || contexts.cols() != numbers) {
      weights = FloatMatrix.zeros(most, places);
      some = FloatMatrix.zeros(most, places);
      contexts = FloatMatrix.zeros(most, numbers);
    }
    int captions = sequences.captions();
    if (rows.length < captions || (captions > 0 && scores[0].length != places)) {
      rows = new int[captions];
      scores = new float[captions][places];
    }
    matches.makeRoomFor(most);
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
    for (int p = 0; p < pictures.pictures(); p++) {
      int active = findRows(sequences, step, pictures, p);
      if (active == 0) {
        continue;
      }
      matches.forward(p, query, rows, active, scores);
      for (int i = 0; i < active; i++) {
        Activations.softmax(scores[i]);
        some.put(i, scores[i]);
        weights.put(rows[i], scores[i]);
      }
      Products.multiply(
          some.rows(0, active), pictures.of(p, pictures.places()), contexts.rows(0, active));
      for (int i = 0; i < active; i++) {
        context.putRow(rows[i], contexts, i);
      }
    }
  }

  /**
   * Finds the rows of a picture's captions at a step.
   *
   * @return how many there are
   */
  private int findRows(PackedSequences sequences, int step, PackedPlaces pictures, int picture) {
    int[] captions = pictures.captionsOf().get(picture);
    int active = pictures.active(picture, sequences.active(step));
    for (int i = 0; i < active; i++) {
      rows[i] = sequences.offset(step) + captions[i];
    }
    return active;
  }

  /**
   * After {@link #forward} of all steps.
   *
   * @param step whose rows looked
   * @param dContext shape (R, C)
   * @param dSeen gradient of the weights of each caption from elsewhere, the same at each step,
   *     shape (N, L)
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
      FloatMatrix dQuery,
      FloatMatrix dKeys,
      ColumnSums dv) {
    for (int p = 0; p < pictures.pictures(); p++) {
      int active = findRows(sequences, step, pictures, p);
      if (active == 0) {
        continue;
      }
      for (int i = 0; i < active; i++) {
        contexts.putRow(i, dContext, rows[i]);
      }
      Products.multiplyByTransposed(
          contexts.rows(0, active), pictures.of(p, pictures.places()), some.rows(0, active));
      for (int i = 0; i < active; i++) {
        some.get(i, scores[i]);
        softmaxBackward(scores[i], rows[i], dSeen, rows[i] - sequences.offset(step));
      }
      matches.backward(p, scores, rows, active, dQuery, dKeys, dv);
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
      int count = 0;
      for (int t = 0; t < sequences.steps(); t++) {
        for (int i = 0; i < pictures.active(p, sequences.active(t)); i++) {
          some.putRow(count, weights, sequences.offset(t) + captions[i]);
          contexts.putRow(count, dContext, sequences.offset(t) + captions[i]);
          count++;
        }
      }
      Products.multiplyTransposed(
          some.rows(0, count), contexts.rows(0, count), pictures.of(p, dPlaces), 0, dPlaces.cols());
    }
  }
}
