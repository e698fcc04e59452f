package org.imagecaptioning.layers;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Products of up to {@value #MOST} multiplications. Some kernels of OpenBLAS, those for AVX-512
 * among them, take such matrices as they lie. Others copy both into an order of their own first,
 * which for a row takes ten times as long as the product.
 */
final class SmallProducts {

  /** m k n up to which OpenBLAS takes matrices as they lie, where its kernels know how. */
  static final int MOST = 1_000_000;

  private static final int TRIES = 20;
  private static final int ROWS = 8;
  private static final int DEPTH = 512;

  /**
   * Whether the kernels of this machine take matrices as they lie, and make of a row what they
   * would make of it alone, to the bit. Nothing in OpenBLAS's interface says so: it is tried, which
   * takes a millisecond or two.
   */
  static final boolean TAKEN_AS_THEY_LIE = areTakenAsTheyLie();

  private SmallProducts() {}

  private static boolean areTakenAsTheyLie() {
    SplittableRandom random = new SplittableRandom(1);
    int n = Panels.WIDTH;
    FloatMatrix a = FloatMatrix.of(ROWS, DEPTH, ProductsCheck.numbers(random, ROWS * DEPTH));
    FloatMatrix b = FloatMatrix.of(DEPTH, n, ProductsCheck.numbers(random, DEPTH * n));
    return takesOneRowAsItLies(a.rows(0, 1), b) && rowsAreWhatTheyAreAlone(a, b);
  }

  /** Reading b once is what sgemv does; copying it takes sgemm at least twice as long as that. */
  private static boolean takesOneRowAsItLies(FloatMatrix x, FloatMatrix b) {
    FloatMatrix y = FloatMatrix.zeros(1, b.cols());
    long product = Long.MAX_VALUE;
    long reading = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long began = System.nanoTime();
      Products.multiply(1, b.cols(), b.rows(), x.pointer(), b.pointer(), y.pointer(), b.cols());
      long between = System.nanoTime();
      Products.multiplyRow(x, b, y);
      product = Math.min(product, between - began);
      reading = Math.min(reading, System.nanoTime() - between);
    }
    Reference.reachabilityFence(x);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(y);
    return product < 1.5 * reading;
  }

  private static boolean rowsAreWhatTheyAreAlone(FloatMatrix a, FloatMatrix b) {
    float[][] alone = new float[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      alone[row] = product(a.rows(row, row + 1), b)[0];
    }
    for (int m = 2; m <= ROWS; m++) {
      if (!Arrays.deepEquals(product(a.rows(0, m), b), Arrays.copyOf(alone, m))) {
        return false;
      }
    }
    return true;
  }

  private static float[][] product(FloatMatrix a, FloatMatrix b) {
    FloatMatrix c = FloatMatrix.zeros(a.rows(), b.cols());
    Products.multiply(
        a.rows(), b.cols(), a.cols(), a.pointer(), b.pointer(), c.pointer(), b.cols());
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    return c.toRows();
  }
}
