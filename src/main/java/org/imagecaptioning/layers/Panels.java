package org.imagecaptioning.layers;

/**
 * A matrix cut into panels of {@value #WIDTH} columns, each row-major by itself: what a product
 * reads many times with few rows on its left, such as Wh, step after step. OpenBLAS would otherwise
 * copy the whole of it into such a shape at every product, and 64 rows do not pay for that: 370
 * GFLOPS instead of 520 on the machine of docs/performance.md.
 *
 * <p>The copy is made by hand and lasts until the next: whoever changes the matrix copies it again.
 * For one thread at a time.
 */
final class Panels {

  static final int WIDTH = 64;

  /** Rows of a panel that are turned at a time: together they stay in the second cache. */
  private static final int TURNED = 128;

  /** Columns that are turned at a time: their numbers lie beside each other in a panel. */
  private static final int ABREAST = 4;

  private int rows;
  private int cols;
  private FloatMatrix memory = FloatMatrix.zeros(0, 0);

  /** K. */
  int rows() {
    return rows;
  }

  /** N. */
  int cols() {
    return cols;
  }

  /** The columns of the panel that begins at a column: {@value #WIDTH}, but in the last. */
  int width(int col) {
    return Math.min(WIDTH, cols - col);
  }

  /** All panels, one after the other: that of column n begins at n K. */
  FloatMatrix memory() {
    return memory;
  }

  /**
   * Becomes a copy.
   *
   * @param matrix shape (K, N)
   */
  void copy(FloatMatrix matrix) {
    resize(matrix.rows(), matrix.cols());
    for (int n = 0; n < cols; n += WIDTH) {
      int width = width(n);
      for (int k = 0; k < rows; k++) {
        memory.put(n * rows + k * width, matrix, k * cols + n, width);
      }
    }
  }

  /**
   * Becomes a copy of a transposed matrix.
   *
   * @param matrix shape (N, K)
   */
  void copyTransposed(FloatMatrix matrix) {
    resize(matrix.cols(), matrix.rows());
    float[][] columns = new float[WIDTH][TURNED];
    float[] turned = new float[WIDTH * TURNED];
    for (int n = 0; n < cols; n += WIDTH) {
      int width = width(n);
      for (int k = 0; k < rows; k += TURNED) {
        int length = Math.min(TURNED, rows - k);
        for (int j = 0; j < width; j++) {
          matrix.get((n + j) * rows + k, columns[j], length);
        }
        turn(columns, width, length, turned);
        memory.put(n * rows + k * width, turned, width * length);
      }
    }
  }

  /**
   * Numbers written one by one, each far from the one before, would take twice as long.
   *
   * @param columns so many as the width, each of so many numbers as the length, or more
   * @param turned out: rows of as many numbers as the width
   */
  private static void turn(float[][] columns, int width, int length, float[] turned) {
    int j = 0;
    for (; j <= width - ABREAST; j += ABREAST) {
      turnFour(
          columns[j], columns[j + 1], columns[j + 2], columns[j + 3], length, turned, j, width);
    }
    for (; j < width; j++) {
      for (int k = 0; k < length; k++) {
        turned[k * width + j] = columns[j][k];
      }
    }
  }

  private static void turnFour(
      float[] a, float[] b, float[] c, float[] d, int length, float[] turned, int at, int stride) {
    for (int k = 0, i = at; k < length; k++, i += stride) {
      turned[i] = a[k];
      turned[i + 1] = b[k];
      turned[i + 2] = c[k];
      turned[i + 3] = d[k];
    }
  }

  private void resize(int newRows, int newCols) {
    rows = newRows;
    cols = newCols;
    int size = Math.multiplyExact(rows, cols);
    if (memory.size() != size) {
      memory = FloatMatrix.zeros(1, size);
    }
  }

  @Override
  public String toString() {
    return "Panels(" + rows + ", " + cols + ")";
  }
}
