package org.imagecaptioning.captioner;

/** The features of a picture as an encoder gives them: L places of D numbers, row by row. */
final class Grid {

  private Grid() {}

  /**
   * The mean over all places, summed in double.
   *
   * @param grid shape (L, D)
   * @param depth D
   * @return shape (D)
   */
  static float[] mean(float[] grid, int depth) {
    double[] sums = new double[depth];
    for (int from = 0; from < grid.length; from += depth) {
      for (int d = 0; d < depth; d++) {
        sums[d] += grid[from + d];
      }
    }
    int places = grid.length / depth;
    float[] mean = new float[depth];
    for (int d = 0; d < depth; d++) {
      mean[d] = (float) (sums[d] / places);
    }
    return mean;
  }
}
