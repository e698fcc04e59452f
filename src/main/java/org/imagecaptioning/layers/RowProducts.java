package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * Products of a few rows by a matrix on the heap, which is what a decoder asks for at each word.
 * They take as long as the matrix takes to come from the caches, so that up to three rows share a
 * pass over it.
 *
 * <p>Each element is the sum of the same terms in the same order, rounded in the same places,
 * whatever the number of rows: a row is bit for bit what it would be alone. BLAS, made for many
 * rows, reads the matrix once a row here, or copies all of it first.
 */
public final class RowProducts {

  private static final int WIDTH = ColumnBlocks.WIDTH;

  /**
   * So many rows of a block stay in the second cache until all groups of rows have had them; two,
   * three and four go into it.
   */
  private static final int DEPTH = 132;

  private static final RowKernel KERNEL = RowKernel.ofThisMachine();

  private RowProducts() {}

  /**
   * c = a b.
   *
   * @param a shape (m, k)
   * @param m how many rows there are; a and c may have more, which are left alone
   * @param b shape (k, n)
   * @param c shape (m, n); overwritten
   */
  public static void multiply(float[][] a, int m, ColumnBlocks b, float[][] c) {
    for (int row = 0; row < m; row++) {
      Arrays.fill(c[row], 0);
    }
    add(a, m, b, c);
  }

  /** c = a b for vectors a, shape (k), and c, shape (n). */
  public static void multiply(float[] a, ColumnBlocks b, float[] c) {
    multiply(new float[][] {a}, 1, b, new float[][] {c});
  }

  /** c += a b, shapes as in {@link #multiply(float[][], int, ColumnBlocks, float[][])}. */
  public static void add(float[][] a, int m, ColumnBlocks b, float[][] c) {
    add(a, m, b, c, KERNEL);
  }

  static void add(float[][] a, int m, ColumnBlocks b, float[][] c, RowKernel kernel) {
    int groups = (m + kernel.mostRows() - 1) / kernel.mostRows();
    float[] sums = new float[kernel.mostRows() * WIDTH];
    for (int col = 0; col < b.cols(); col += WIDTH) {
      int width = Math.min(WIDTH, b.cols() - col);
      float[][] block = b.block(col); // (k, width)
      for (int i = 0; i < block.length; i += DEPTH) {
        int end = Math.min(i + DEPTH, block.length);
        // As few groups as possible, and as even.
        for (int group = 0; group < groups; group++) {
          int from = m * group / groups;
          int to = m * (group + 1) / groups;
          for (int row = from; row < to; row++) {
            System.arraycopy(c[row], col, sums, (row - from) * WIDTH, width);
          }
          kernel.add(a, from, to, block, i, end, sums, width);
          for (int row = from; row < to; row++) {
            System.arraycopy(sums, (row - from) * WIDTH, c[row], col, width);
          }
        }
      }
    }
  }
}
