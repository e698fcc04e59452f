package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * A matrix on the heap as {@link RowProducts} reads it: cut into blocks of {@value #WIDTH} columns,
 * each an array of its rows. Safe for use from several threads at once.
 */
public final class ColumnBlocks {

  /** Sums of so many columns stay in the first cache, those of three rows together. */
  static final int WIDTH = 1024;

  private final float[][][] blocks;
  private final int cols;

  /**
   * @param matrix its rows, shape (k, n), which must not change any more: a narrow matrix is not
   *     copied
   */
  public ColumnBlocks(float[][] matrix) {
    this.cols = matrix.length == 0 ? 0 : matrix[0].length;
    this.blocks = new float[(cols + WIDTH - 1) / WIDTH][][];
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = blocks.length == 1 ? matrix : cut(matrix, block * WIDTH);
    }
  }

  private static float[][] cut(float[][] matrix, int from) {
    float[][] block = new float[matrix.length][];
    for (int row = 0; row < block.length; row++) {
      block[row] =
          Arrays.copyOfRange(matrix[row], from, Math.min(from + WIDTH, matrix[row].length));
    }
    return block;
  }

  /** n. */
  int cols() {
    return cols;
  }

  /** The rows of the block that begins at a column, a multiple of {@value #WIDTH}. */
  float[][] block(int col) {
    return blocks[col / WIDTH];
  }
}
