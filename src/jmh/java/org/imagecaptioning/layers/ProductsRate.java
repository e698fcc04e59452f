package org.imagecaptioning.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** How fast this machine's BLAS is at its best: products of 2048 x 2048 matrices. */
public final class ProductsRate {

  private static final int SIDE = 2048;

  private ProductsRate() {}

  /**
   * Each thread makes products of its own.
   *
   * @return the sum of the threads' rates, in 10^9 operations a second
   */
  public static double measure(int threads, double seconds) {
    List<CompletableFuture<Double>> rates = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      rates.add(
          CompletableFuture.supplyAsync(() -> rate(seconds), task -> new Thread(task).start()));
    }
    return rates.stream().mapToDouble(CompletableFuture::join).sum();
  }

  private static double rate(double seconds) {
    FloatMatrix a = numbers();
    FloatMatrix b = numbers();
    FloatMatrix c = FloatMatrix.zeros(SIDE, SIDE);
    Products.multiply(a, b, c);
    long start = System.nanoTime();
    long products = 0;
    double passed = 0;
    while (passed < seconds) {
      Products.multiply(a, b, c);
      products++;
      passed = (System.nanoTime() - start) / 1e9;
    }
    return products * 2.0 * SIDE * SIDE * SIDE / passed / 1e9;
  }

  private static FloatMatrix numbers() {
    float[] values = ProductsCheck.numbers(new SplittableRandom(1), SIDE * SIDE);
    return FloatMatrix.of(SIDE, SIDE, values);
  }
}
