package org.imagecaptioning.layers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The products of a training step, in 10^9 operations a second of all threads. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(2)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class ProductsBenchmark {

  /** What is multiplied: a form, and m x k x n. */
  @Param({
    "ab 768x512x1004",
    "ab 768x512x8000",
    "abT 768x8000x512",
    "aTb 512x768x8000",
    "aTb 512x768x1004",
    "abT 768x1004x512",
    "ab 768x256x512",
    "aTb 256x768x512",
    "ab 64x512x512",
    "abT 64x512x512",
    "ab 64x512x2048",
    "panels 64x512x2048",
    "panels 16x512x2048",
    "abT 64x2048x512",
    "ab 2048x2048x2048"
  })
  private String product;

  private FloatMatrix a;
  private FloatMatrix b;
  private FloatMatrix c;
  private final Panels panels = new Panels();
  private String form;
  private double gigaOperations;

  /** Counts operations beside products. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Rate {
    /** Of all threads. */
    public double gflops;
  }

  @Setup
  public void fill() {
    String[] words = product.split(" ");
    String[] sides = words[1].split("x");
    form = words[0];
    int m = Integer.parseInt(sides[0]);
    int k = Integer.parseInt(sides[1]);
    int n = Integer.parseInt(sides[2]);
    a = form.startsWith("aT") ? numbers(k, m) : numbers(m, k);
    b = form.endsWith("bT") ? numbers(n, k) : numbers(k, n);
    c = numbers(m, n);
    if (form.equals("panels")) {
      panels.copy(b);
    }
    gigaOperations = 2e-9 * m * k * n;
  }

  private static FloatMatrix numbers(int rows, int cols) {
    return FloatMatrix.of(
        rows, cols, ProductsCheck.numbers(new SplittableRandom(rows), rows * cols));
  }

  @Benchmark
  public FloatMatrix multiply(Rate rate) {
    switch (form) {
      case "ab" -> Products.multiply(a, b, c);
      case "panels" -> Products.multiply(a, panels, c);
      case "abT" -> Products.multiplyByTransposed(a, b, c);
      default -> Products.multiplyTransposed(a, b, c, 0, c.cols());
    }
    rate.gflops += gigaOperations;
    return c;
  }
}
