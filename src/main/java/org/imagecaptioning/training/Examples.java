package org.imagecaptioning.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Minibatch;

/**
 * What a captioner learns from: images as features and captions as words.
 *
 * @param features of each image: its grid, row by row, where the captioner attends, else its mean
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

  /**
   * The same captions of the same images.
   *
   * @param seen the features of each image instead of these
   */
  Examples with(List<float[]> seen) {
    return new Examples(seen, captions, imageOf);
  }

  /** Some captions, in their order, and the images that they are of. */
  Minibatch minibatch(int[] chosen) {
    int[] images = IntStream.of(chosen).map(n -> imageOf[n]).distinct().sorted().toArray();
    return new Minibatch(
        IntStream.of(images).mapToObj(features::get).toArray(float[][]::new),
        IntStream.of(chosen).mapToObj(captions::get).toArray(int[][]::new),
        IntStream.of(chosen).map(n -> Arrays.binarySearch(images, imageOf[n])).toArray());
  }
}
