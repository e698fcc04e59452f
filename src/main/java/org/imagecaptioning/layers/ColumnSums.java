package org.imagecaptioning.layers;

/**
 * The sum of many rows: in float32 over a few of them, which the compiler turns into vector
 * instructions, in double over those sums.
 */
final class ColumnSums {

  private static final int FEW = 32;

  private final float[] few;
  private final double[] all;
  private int added;

  ColumnSums(int columns) {
    few = new float[columns];
    all = new double[columns];
  }

  void add(float[] row) {
    for (int j = 0; j < few.length; j++) {
      few[j] += row[j];
    }
    added++;
    if (added == FEW) {
      flush();
    }
  }

  /**
   * @param sums out: shape (1, columns)
   */
  void put(FloatMatrix sums) {
    flush();
    float[] rounded = new float[all.length];
    for (int j = 0; j < rounded.length; j++) {
      rounded[j] = (float) all[j];
    }
    sums.put(0, rounded);
  }

  private void flush() {
    for (int j = 0; j < few.length; j++) {
      all[j] += few[j];
      few[j] = 0;
    }
    added = 0;
  }
}
