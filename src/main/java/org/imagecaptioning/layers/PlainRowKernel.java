package org.imagecaptioning.layers;

/** Multiplies, rounds, adds, rounds: for any processor. */
final class PlainRowKernel implements RowKernel {

  @Override
  public int mostRows() {
    return 1;
  }

  @Override
  public void add(
      float[][] a, int from, int to, float[][] b, int i, int end, float[] sums, int width) {
    int next = i;
    for (; next + 3 < end; next += 4) {
      addFour(a[from], b, next, sums, width);
    }
    for (; next < end; next++) {
      addOne(a[from][next], b[next], sums, width);
    }
  }

  /** Four rows of b a pass over the sums: eight are too many for the compiler. */
  private static void addFour(float[] a, float[][] b, int i, float[] sums, int width) {
    float a0 = a[i];
    float a1 = a[i + 1];
    float a2 = a[i + 2];
    float a3 = a[i + 3];
    float[] b0 = b[i];
    float[] b1 = b[i + 1];
    float[] b2 = b[i + 2];
    float[] b3 = b[i + 3];
    for (int j = 0; j < width; j++) {
      sums[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]);
    }
  }

  private static void addOne(float a, float[] b, float[] sums, int width) {
    for (int j = 0; j < width; j++) {
      sums[j] += a * b[j];
    }
  }
}
