package org.imagecaptioning.captions.sheet;

import org.imagecaptioning.features.Grid;

/**
 * Weights of the places of a grid, smooth between them: a cubic B-spline through which every place
 * spreads over its neighbours, as the Gaussian of Xu et al. 2015 does. It never overshoots, so no
 * part of a picture seems looked at that was not.
 */
final class AttentionMap {

  private final Grid grid;
  private final float[] weights;

  /**
   * @param weights of the places, row by row, shape (L)
   */
  AttentionMap(Grid grid, float[] weights) {
    if (weights.length != grid.height() * grid.width()) {
      throw new IllegalArgumentException(
          "A grid of %d x %d has no %d weights"
              .formatted(grid.height(), grid.width(), weights.length));
    }
    this.grid = grid;
    this.weights = weights;
  }

  /**
   * How much each pixel was looked at, the greatest 1: a model that looks everywhere alike is shown
   * to do so.
   *
   * @return shape (height, width), row by row
   */
  float[] sized(int width, int height) {
    float[] rows = new float[grid.height() * width]; // (h, width)
    for (int row = 0; row < grid.height(); row++) {
      for (int x = 0; x < width; x++) {
        rows[row * width + x] = spline(weights, row * grid.width(), 1, grid.width(), x, width);
      }
    }
    float[] map = new float[height * width];
    float greatest = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float value = spline(rows, x, width, grid.height(), y, height);
        map[y * width + x] = value;
        greatest = Math.max(greatest, value);
      }
    }
    for (int i = 0; i < map.length; i++) {
      map[i] /= greatest;
    }
    return map;
  }

  /**
   * The spline at one pixel of a line of pixels.
   *
   * @param offset of the first of the line's places
   * @param step from one to the next
   * @param places of the line
   */
  private static float spline(
      float[] values, int offset, int step, int places, int pixel, int pixels) {
    double at = (pixel + 0.5) * places / pixels - 0.5;
    int left = (int) Math.floor(at);
    double t = at - left;
    double[] basis = {
      (1 - t) * (1 - t) * (1 - t) / 6,
      (3 * t * t * t - 6 * t * t + 4) / 6,
      (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6,
      t * t * t / 6
    };
    double sum = 0;
    for (int i = 0; i < basis.length; i++) {
      int place = Math.max(0, Math.min(places - 1, left - 1 + i));
      sum += basis[i] * values[offset + place * step];
    }
    return (float) sum;
  }
}
