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

  /** Rows of a panel that are turned at a time: together they stay in the first cache. */
  private static final int TURNED = 128;

  private int rows;
  private int cols;
  private float[] numbers = new float[0];
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
    float[] row = new float[cols];
    for (int k = 0; k < rows; k++) {
      matrix.get(k, row);
      for (int n = 0; n < cols; n += WIDTH) {
        int width = width(n);
        System.arraycopy(row, n, numbers, n * rows + k * width, width);
      }
    }
    memory.put(0, numbers, numbers.length);
  }

  /**
   * Becomes a copy of a transposed matrix.
   *
   * @param matrix shape (N, K)
   */
  void copyTransposed(FloatMatrix matrix) {
    resize(matrix.cols(), matrix.rows());
    float[][] columns = new float[Math.min(WIDTH, cols)][rows];
    for (int n = 0; n < cols; n += WIDTH) {
      int width = width(n);
      for (int j = 0; j < width; j++) {
        matrix.get(n + j, columns[j]);
      }
      for (int k = 0; k < rows; k += TURNED) {
        for (int j = 0; j < width; j++) {
          turn(columns[j], k, Math.min(k + TURNED, rows), n * rows + j, width);
        }
      }
    }
    memory.put(0, numbers, numbers.length);
  }

  private void turn(float[] column, int from, int to, int offset, int stride) {
    for (int k = from; k < to; k++) {
      numbers[offset + k * stride] = column[k];
    }
  }

  private void resize(int newRows, int newCols) {
    rows = newRows;
    cols = newCols;
    int size = Math.multiplyExact(rows, cols);
    if (numbers.length != size) {
      numbers = new float[size];
      memory = FloatMatrix.zeros(1, size);
    }
  }

  @Override
  public String toString() {
    return "Panels(" + rows + ", " + cols + ")";
  }
}
