package org.imagecaptioning.layers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The products of a step of a captioner, in microseconds: as many rows as there are beams by 512 x
 * 2048, twice, and 512 x 2540; in {@code places}, those of a picture's 49 places by 1280 x 512. A
 * time of several times its neighbour's means that the compiler gave up.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RightMatrixBenchmark {

  /** How matrices are laid out and multiplied. */
  public enum Layout {
    PANELS(UnpackedPanels::new),
    FUSED(matrix -> new ColumnBlocks(matrix, new FusedRowKernel())),
    PLAIN(matrix -> new ColumnBlocks(matrix, new PlainRowKernel()));

    private final Function<float[][], RightMatrix> layout;

    Layout(Function<float[][], RightMatrix> layout) {
      this.layout = layout;
    }
  }

  @Param({"1", "2", "3", "5"})
  private int rows;

  @Param private Layout layout;

  private final SplittableRandom random = new SplittableRandom(1);
  private final float[][] grid = matrix(49, 1280);
  private final float[][] seen = new float[49][512];
  private RightMatrix wContext;
  private RightMatrix wh;
  private RightMatrix wVocab;
  private RightMatrix wPlace;
  private float[][] h;
  private float[][] gates;
  private float[][] scores;

  @Setup
  public void fill() {
    wContext = layout.layout.apply(matrix(512, 2048));
    wh = layout.layout.apply(matrix(512, 2048));
    wVocab = layout.layout.apply(matrix(512, 2540));
    wPlace = layout.layout.apply(matrix(1280, 512));
    h = matrix(rows, 512);
    gates = new float[rows][2048];
    scores = new float[rows][2540];
  }

  @Benchmark
  public float[][] step() {
    wContext.multiply(h, rows, gates);
    wh.multiply(h, rows, gates);
    wVocab.multiply(h, rows, scores);
    return scores;
  }

  @Benchmark
  public float[][] places() {
    wPlace.multiply(grid, grid.length, seen);
    return seen;
  }

  private float[][] matrix(int rowCount, int cols) {
    float[][] matrix = new float[rowCount][];
    for (int row = 0; row < rowCount; row++) {
      matrix[row] = ProductsCheck.numbers(random, cols);
    }
    return matrix;
  }
}
