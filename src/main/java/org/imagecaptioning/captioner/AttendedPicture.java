package org.imagecaptioning.captioner;

import org.imagecaptioning.layers.Activations;
import org.imagecaptioning.layers.AttentionKeys;
import org.imagecaptioning.layers.ColumnBlocks;
import org.imagecaptioning.layers.RightMatrix;

/**
 * One picture as a captioner with attention sees it. Its places and their keys are made once; each
 * step looks at them with the hidden state of each row. For one thread.
 *
 * <p>Source: Xu et al. 2015, eqs. 4 to 6, 13, and the gate beta of section 4.2.1. Agrees with
 * {@link org.imagecaptioning.layers.AttentionLstmStep}.
 */
final class AttendedPicture {

  private final AttentionWeights weights;
  private final ColumnBlocks places; // (L, H)
  private final AttentionKeys keys;

  private float[][] queries = {}; // (B, A + 1)
  private float[][] contexts = {}; // (B, H)
  private float[][] looked = {}; // (B, L)

  /**
   * @param grid the places as the encoder gives them, shape (L, D)
   */
  AttendedPicture(AttentionWeights weights, float[][] grid) {
    this.weights = weights;
    float[][] seen = affine(grid, weights.wPlace(), weights.bPlace()); // (L, H)
    for (float[] place : seen) {
      for (int j = 0; j < place.length; j++) {
        place[j] = Math.max(0, place[j]);
      }
    }
    this.places = new ColumnBlocks(seen);
    this.keys = new AttentionKeys(affine(seen, weights.wKey(), weights.bKey()), weights.v());
  }

  /**
   * Looks before a word.
   *
   * @param h hidden states before it, shape (B, H)
   * @param rows B
   * @return the gated context of each row, shape (B, H); valid until the next call
   */
  float[][] look(float[][] h, int rows) {
    if (queries.length < rows) {
      queries = new float[rows][weights.v().length + 1];
      contexts = new float[rows][weights.bPlace().length];
    }
    looked = new float[rows][];
    weights.wQuery().multiply(h, rows, queries);
    for (int row = 0; row < rows; row++) {
      looked[row] = keys.weights(queries[row]);
    }
    places.multiply(looked, rows, contexts);
    for (int row = 0; row < rows; row++) {
      gate(queries[row], contexts[row]);
    }
    return contexts;
  }

  /**
   * Where a row looked at last.
   *
   * @return weights of the places, shape (L); they do not change
   */
  float[] weights(int row) {
    return looked[row];
  }

  private void gate(float[] query, float[] context) {
    float[] beta = {query[query.length - 1] + weights.bBeta()};
    Activations.sigmoid(beta, 0, 1);
    for (int j = 0; j < context.length; j++) {
      context[j] *= beta[0];
    }
  }

  private static float[][] affine(float[][] x, RightMatrix w, float[] b) {
    float[][] y = new float[x.length][b.length];
    w.affine(x, x.length, b, y);
    return y;
  }
}
