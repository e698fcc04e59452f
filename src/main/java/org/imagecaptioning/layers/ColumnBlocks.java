package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * A matrix on the heap, cut into blocks of {@value #WIDTH} columns, each an array of its rows. Up
 * to three rows on the left share a pass over it.
 */
public final class ColumnBlocks implements RightMatrix {

  /** Sums of so many columns stay in the first cache, those of three rows together. */
  static final int WIDTH = 1024;

  /**
   * So many rows of a block stay in the second cache until all groups of rows have had them; two,
   * three and four go into it.
   */
  private static final int DEPTH = 132;

  private final float[][][] blocks;
  private final int cols;
  private final RowKernel kernel;

  /**
   * @param matrix its rows, shape (k, n), which must not change any more: a narrow matrix is not
   *     copied
   */
  public ColumnBlocks(float[][] matrix) {
    this(matrix, RowKernel.OF_THIS_MACHINE);
  }

  ColumnBlocks(float[][] matrix, RowKernel kernel) {
    this.cols = matrix.length == 0 ? 0 : matrix[0].length;
    this.blocks = new float[(cols + WIDTH - 1) / WIDTH][][];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = blocks.length == 1 ? matrix : cut(matrix, block * WIDTH);
    }
    this.kernel = kernel;
  }

  private static float[][] cut(float[][] matrix, int from) {
    float[][] block = new float[matrix.length][];
    for (int row = 0; row < block.length; row++) {
      block[row] =
          Arrays.copyOfRange(matrix[row], from, Math.min(from + WIDTH, matrix[row].length));
    }
    return block;
  }

  @Override
  public void multiply(float[][] a, int m, float[][] c) {
    for (int row = 0; row < m; row++) {
      Arrays.fill(c[row], 0, cols, 0);
    }
    int groups = (m + kernel.mostRows() - 1) / kernel.mostRows();
    float[] sums = new float[kernel.mostRows() * WIDTH];
    for (int col = 0; col < cols; col += WIDTH) {
      int width = Math.min(WIDTH, cols - col);
      float[][] block = blocks[col / WIDTH]; // (k, width)
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
