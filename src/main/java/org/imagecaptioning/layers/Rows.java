package org.imagecaptioning.layers;

import java.util.List;

/** What is done to the rows of a matrix, other than products. */
public final class Rows {

  private Rows() {}

  /** Adds one row to each row. */
  public static void add(FloatMatrix matrix, FloatMatrix bias) {
    float[] b = bias.toArray();
    float[] row = new float[matrix.cols()];
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.get(r, row);
      for (int j = 0; j < row.length; j++) {
        row[j] += b[j];
      }
      matrix.put(r, row);
    }
  }

  /** Takes the hyperbolic tangent of each number, in place. */
  public static void tanh(FloatMatrix matrix) {
    float[] row = new float[matrix.cols()];
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.get(r, row);
      Activations.tanh(row, 0, row.length);
      matrix.put(r, row);
    }
  }

  /** Multiplies a gradient by the slope of tanh, given what tanh gave: shapes equal, in place. */
  public static void tanhBackward(FloatMatrix tanh, FloatMatrix gradient) {
    float[] value = new float[tanh.cols()];
    float[] row = new float[tanh.cols()];
    for (int r = 0; r < tanh.rows(); r++) {
      tanh.get(r, value);
      gradient.get(r, row);
      for (int j = 0; j < row.length; j++) {
        row[j] *= 1 - value[j] * value[j];
      }
      gradient.put(r, row);
    }
  }

  /** Makes negative numbers 0, in place. */
  public static void relu(FloatMatrix matrix) {
    float[] row = new float[matrix.cols()];
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.get(r, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.max(row[j], 0);
      }
      matrix.put(r, row);
    }
  }

  /** Makes a gradient 0 where relu gave 0: shapes equal, in place. */
  public static void reluBackward(FloatMatrix relu, FloatMatrix gradient) {
    float[] value = new float[relu.cols()];
    float[] row = new float[relu.cols()];
    for (int r = 0; r < relu.rows(); r++) {
      relu.get(r, value);
      gradient.get(r, row);
      for (int j = 0; j < row.length; j++) {
        // 0 or 1: nobody foretells which, so that a branch would cost more than the rest
        row[j] *= Math.min(1, value[j] * Float.MAX_VALUE);
      }
      gradient.put(r, row);
    }
  }

  /**
   * The sum of all rows of several matrices.
   *
   * @param matrices shapes (R, C), R may differ
   * @param sum out: shape (1, C)
   */
  public static void sum(List<FloatMatrix> matrices, FloatMatrix sum) {
    float[] row = new float[sum.cols()];
    ColumnSums sums = new ColumnSums(sum.cols());
    for (FloatMatrix matrix : matrices) {
      for (int r = 0; r < matrix.rows(); r++) {
        matrix.get(r, row);
        sums.add(row);
      }
    }
    sums.put(sum);
  }

  /**
   * Inverted dropout in place: each number is dropped with probability {@code drop}, else divided
   * by {@code 1 - drop}. The same seed drops the same numbers, so the backward pass is this very
   * call on the gradient.
   */
  public static void dropout(FloatMatrix matrix, double drop, long seed) {
    if (drop == 0) {
      return;
    }
    float[] row = new float[matrix.cols()];
    float keep = (float) (1 / (1 - drop));
    int threshold = (int) Math.round(drop * 65536);
    long state = seed;
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.get(r, row);
      for (int j = 0; j < row.length; j += 4) {
        state += 0x9E3779B97F4A7C15L;
        long bits = mix(state);
        // each 64 random bits decide about four numbers
        for (int k = j; k < Math.min(j + 4, row.length); k++) {
          row[k] = (bits & 0xFFFF) < threshold ? 0 : row[k] * keep;
          bits >>>= 16;
        }
      }
      matrix.put(r, row);
    }
  }

  /** SplitMix64 (Steele, Lea, Flood 2014): a counter well stirred. */
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
