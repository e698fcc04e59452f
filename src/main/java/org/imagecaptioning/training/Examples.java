package org.imagecaptioning.training;

import java.util.List;

/**
 * What a captioner learns from: images as features and captions as words.
 *
 * @param features one row an image, shape (images, D)
 * @param captions as the network hears them, START to END
 * @param imageOf for each caption, the row of its image
 */
@SuppressWarnings("ArrayRecordComponent")
record Examples(List<float[]> features, List<int[]> captions, int[] imageOf) {

  Examples {
    if (captions.size() != imageOf.length) {
      throw new IllegalArgumentException(
          "Each of %d captions has one image, not %d in all"
              .formatted(captions.size(), imageOf.length));
    }
  }

  /** How many captions there are. */
  int size() {
    return captions.size();
  }

  /** The features of some captions' images, in their order. */
  float[][] featuresOf(int[] chosen) {
    float[][] rows = new float[chosen.length][];
    for (int n = 0; n < chosen.length; n++) {
      rows[n] = features.get(imageOf[chosen[n]]);
    }
    return rows;
  }

  /** Some captions, in their order. */
  int[][] captionsOf(int[] chosen) {
    int[][] rows = new int[chosen.length][];
    for (int n = 0; n < chosen.length; n++) {
      rows[n] = captions.get(chosen[n]);
    }
    return rows;
  }
}
