package org.imagecaptioning.layers;

/**
 * Multiplies and adds in one, rounding once. A sum takes its terms one by one, so that it is the
 * same however many rows of either matrix a loop takes.
 *
 * <p>How many it takes, that all is read before anything is written, and that the rows of the sums
 * lie a constant apart is what lets the compilers of Java 17 and 25 make vector instructions of it.
 * They give up without a word: an attempt at any other shape is to be measured.
 */
final class FusedRowKernel implements RowKernel {

  private static final int WIDTH = ColumnBlocks.WIDTH;

  @Override
  public int mostRows() {
    return 3;
  }

  @Override
  public void add(
      float[][] a, int from, int to, float[][] b, int i, int end, float[] sums, int width) {
    int next = i;
    switch (to - from) {
      case 1 -> {
        for (; next + 3 < end; next += 4) {
          one(a[from], b, next, sums, width);
        }
      }
      case 2 -> {
        for (; next + 1 < end; next += 2) {
          two(a[from], a[from + 1], b, next, sums, width);
        }
      }
      default -> {
        for (; next + 2 < end; next += 3) {
          three(a[from], a[from + 1], a[from + 2], b, next, sums, width);
        }
      }
    }
    for (; next < end; next++) {
      for (int row = from; row < to; row++) {
        rest(a[row][next], b[next], sums, (row - from) * WIDTH, width);
      }
    }
  }

  /** One row by four. */
  private static void one(float[] x, float[][] b, int i, float[] sums, int width) {
    float x0 = x[i];
    float x1 = x[i + 1];
    float x2 = x[i + 2];
    float x3 = x[i + 3];
    float[] b0 = b[i];
    float[] b1 = b[i + 1];
    float[] b2 = b[i + 2];
    float[] b3 = b[i + 3];
    for (int j = 0; j < width; j++) {
      float sum = Math.fma(x1, b1[j], Math.fma(x0, b0[j], sums[j]));
      sums[j] = Math.fma(x3, b3[j], Math.fma(x2, b2[j], sum));
    }
  }

  /** Two rows by two. */
  private static void two(float[] x, float[] y, float[][] b, int i, float[] sums, int width) {
    float x0 = x[i];
    float x1 = x[i + 1];
    float y0 = y[i];
    float y1 = y[i + 1];
    float[] b0 = b[i];
    float[] b1 = b[i + 1];
    for (int j = 0; j < width; j++) {
      float p = b0[j];
      float q = b1[j];
      float first = Math.fma(x1, q, Math.fma(x0, p, sums[j]));
      float second = Math.fma(y1, q, Math.fma(y0, p, sums[j + WIDTH]));
      sums[j] = first;
      sums[j + WIDTH] = second;
    }
  }

  /** Three rows by three. */
  private static void three(
      float[] x, float[] y, float[] z, float[][] b, int i, float[] sums, int width) {
    float x0 = x[i];
    float x1 = x[i + 1];
    float x2 = x[i + 2];
    float y0 = y[i];
    float y1 = y[i + 1];
    float y2 = y[i + 2];
    float z0 = z[i];
    float z1 = z[i + 1];
    float z2 = z[i + 2];
    float[] b0 = b[i];
    float[] b1 = b[i + 1];
    float[] b2 = b[i + 2];
    for (int j = 0; j < width; j++) {
      float p = b0[j];
      float q = b1[j];
      float r = b2[j];
      float first = Math.fma(x2, r, Math.fma(x1, q, Math.fma(x0, p, sums[j])));
      float second = Math.fma(y2, r, Math.fma(y1, q, Math.fma(y0, p, sums[j + WIDTH])));
      float third = Math.fma(z2, r, Math.fma(z1, q, Math.fma(z0, p, sums[j + 2 * WIDTH])));
      sums[j] = first;
      sums[j + WIDTH] = second;
      sums[j + 2 * WIDTH] = third;
    }
  }

  private static void rest(float x, float[] b, float[] sums, int at, int width) {
    for (int j = 0; j < width; j++) {
      sums[at + j] = Math.fma(x, b[j], sums[at + j]);
    }
  }
}
