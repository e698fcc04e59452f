package org.imagecaptioning.features;

/**
 * What the encoder gives for one image: a grid of L places with D channels each.
 *
 * @param places L, rows of the grid from the top, then columns from the left; 1 for an encoder that
 *     gives one vector
 * @param depth D
 * @param values shape (L, D); not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Features(int places, int depth, float[] values) {

  public Features {
    if (places < 1 || depth < 1 || values.length != places * depth) {
      throw new IllegalArgumentException(
          "Features of %d places x %d take %d numbers, not %d"
              .formatted(places, depth, places * depth, values.length));
    }
  }

  /**
   * The mean over all places, summed in double.
   *
   * @return shape (D)
   */
  public float[] mean() {
    double[] sum = new double[depth];
    for (int place = 0; place < places; place++) {
      for (int d = 0; d < depth; d++) {
        sum[d] += values[place * depth + d];
      }
    }
    float[] mean = new float[depth];
    for (int d = 0; d < depth; d++) {
      mean[d] = (float) (sum[d] / places);
    }
    return mean;
  }
}
