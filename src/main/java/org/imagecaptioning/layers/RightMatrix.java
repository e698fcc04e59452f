package org.imagecaptioning.layers;

/**
 * The right side of products with a few rows on their left, which is what a decoder asks for at
 * each word. They take as long as the matrix takes to come from the caches; BLAS, made for many
 * rows, reads it once a row here, or copies all of it first.
 *
 * <p>Each element is the sum of the same terms in the same order, rounded in the same places,
 * whatever the number of rows: a row is bit for bit what it would be alone. Safe for use from
 * several threads at once.
 */
public interface RightMatrix {

  /**
   * A matrix laid out as this machine multiplies it quickest.
   *
   * @param matrix its rows, shape (k, n), which must not change any more
   */
  static RightMatrix of(float[][] matrix) {
    boolean small = matrix.length <= SmallProducts.MOST / Panels.WIDTH;
    return small && SmallProducts.TAKEN_AS_THEY_LIE
        ? new UnpackedPanels(matrix)
        : new ColumnBlocks(matrix);
  }

  /**
   * c = a b, this being b.
   *
   * @param a shape (m, k)
   * @param m how many rows there are; a and c may have more, which are left alone
   * @param c shape (m, n); overwritten
   */
  void multiply(float[][] a, int m, float[][] c);

  /**
   * c = a b + bias, as in {@link #multiply(float[][], int, float[][])}.
   *
   * @param bias added to each row, shape (n)
   */
  default void affine(float[][] a, int m, float[] bias, float[][] c) {
    multiply(a, m, c);
    for (int row = 0; row < m; row++) {
      float[] sums = c[row];
      for (int j = 0; j < bias.length; j++) {
        sums[j] += bias[j];
      }
    }
  }

  /** c = a b for vectors a, shape (k), and c, shape (n). */
  default void multiply(float[] a, float[] c) {
    multiply(new float[][] {a}, 1, new float[][] {c});
  }
}
