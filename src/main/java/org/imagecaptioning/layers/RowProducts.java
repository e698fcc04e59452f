package org.imagecaptioning.layers;

import java.util.Arrays;

/**
 * Products of a few rows by a matrix on the heap, which is what a decoder asks for at each word.
 * The matrix comes as an array of its rows; loops over such arrays are what the compiler turns into
 * vector instructions.
 *
 * <p>Each element is the sum of the same terms in the same order whatever the number of rows, on
 * every machine: a row is bit for bit what it would be alone. BLAS, made for many rows, reads the
 * matrix once a row here, or copies all of it first.
 */
public final class RowProducts {

  private RowProducts() {}

  /**
   * c = a b.
   *
   * @param a shape (m, k)
   * @param m how many rows there are; a and c may have more, which are left alone
   * @param b shape (k, n)
   * @param c shape (m, n); overwritten
   */
  public static void multiply(float[][] a, int m, float[][] b, float[][] c) {
    for (int row = 0; row < m; row++) {
      Arrays.fill(c[row], 0);
    }
    add(a, m, b, c);
  }

  /** c += a b, shapes as in {@link #multiply(float[][], int, float[][], float[][])}. */
  public static void add(float[][] a, int m, float[][] b, float[][] c) {
    int i = 0;
    for (; i + 3 < b.length; i += 4) {
      for (int row = 0; row < m; row++) {
        addFour(a[row], b, i, c[row]);
      }
    }
    for (; i < b.length; i++) {
      for (int row = 0; row < m; row++) {
        addOne(a[row][i], b[i], c[row]);
      }
    }
  }

  /** c = a b for vectors a, shape (k), and c, shape (n). */
  public static void multiply(float[] a, float[][] b, float[] c) {
    multiply(new float[][] {a}, 1, b, new float[][] {c});
  }

  /** Four rows of b a pass over c: eight are too many for the compiler, which then gives up. */
  private static void addFour(float[] a, float[][] b, int i, float[] c) {
    float a0 = a[i];
    float a1 = a[i + 1];
    float a2 = a[i + 2];
    float a3 = a[i + 3];
    float[] b0 = b[i];
    float[] b1 = b[i + 1];
    float[] b2 = b[i + 2];
    float[] b3 = b[i + 3];
    for (int j = 0; j < c.length; j++) {
      c[j] += (a0 * b0[j] + a1 * b1[j]) + (a2 * b2[j] + a3 * b3[j]);
    }
  }

  private static void addOne(float a, float[] b, float[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] += a * b[j];
    }
  }
}
