package org.imagecaptioning.captioner;

import java.util.Arrays;
import java.util.function.Function;
import org.imagecaptioning.layers.RightMatrix;

/**
 * The parameters that a captioner looks with, as {@link SpokenWeights}.
 *
 * @param wPlace shape (D, H)
 * @param bPlace shape (H)
 * @param wKey shape (H, A)
 * @param bKey shape (A)
 * @param wQuery W_query with W_beta as its last column, as both are asked together: (H, A + 1)
 * @param v shape (A)
 * @param bBeta the one number of b_beta
 * @param wContext the rows of Wx that the context meets, shape (H, 4H)
 */
@SuppressWarnings("ArrayRecordComponent")
record AttentionWeights(
    RightMatrix wPlace,
    float[] bPlace,
    RightMatrix wKey,
    float[] bKey,
    RightMatrix wQuery,
    float[] v,
    float bBeta,
    RightMatrix wContext) {

  /**
   * @param matrix gives the rows of a parameter by its name, a vector as one row
   */
  static AttentionWeights of(CaptionerConfig config, Function<String, float[][]> matrix) {
    float[][] wQuery = matrix.apply("W_query");
    float[][] wBeta = matrix.apply("W_beta");
    for (int j = 0; j < wQuery.length; j++) {
      wQuery[j] = Arrays.copyOf(wQuery[j], config.attention() + 1);
      wQuery[j][config.attention()] = wBeta[j][0];
    }
    float[][] wx = matrix.apply("Wx");
    float[][] column = matrix.apply("v"); // (A, 1)
    float[] v = new float[column.length];
    for (int a = 0; a < v.length; a++) {
      v[a] = column[a][0];
    }
    return new AttentionWeights(
        RightMatrix.of(matrix.apply("W_place")),
        matrix.apply("b_place")[0],
        RightMatrix.of(matrix.apply("W_key")),
        matrix.apply("b_key")[0],
        RightMatrix.of(wQuery),
        v,
        matrix.apply("b_beta")[0][0],
        RightMatrix.of(Arrays.copyOfRange(wx, config.embedding(), wx.length)));
  }
}
