package org.imagecaptioning.captioner;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Captions to learn from, and the pictures that they are of.
 *
 * @param pictures the features of each: of a captioner that attends its grid, L places of D numbers
 *     row by row, L the same for all; of another their mean, D numbers; not copied
 * @param captions START to END each; not copied
 * @param pictureOf for each caption its picture, as an index
 */
@SuppressWarnings("ArrayRecordComponent")
public record Minibatch(float[][] pictures, int[][] captions, int[] pictureOf) {

  public Minibatch {
    if (captions.length != pictureOf.length) {
      throw new IllegalArgumentException(
          "Each of %d captions has one picture, not %d in all"
              .formatted(captions.length, pictureOf.length));
    }
  }

  /**
   * Each caption with a picture of its own.
   *
   * @param pictures as many as captions
   */
  public static Minibatch paired(float[][] pictures, int[][] captions) {
    return new Minibatch(pictures, captions, IntStream.range(0, pictures.length).toArray());
  }

  /** N, the captions. */
  int size() {
    return captions.length;
  }

  /** The features of a caption's picture. */
  float[] pictureOfCaption(int caption) {
    return pictures[pictureOf[caption]];
  }

  /** Some captions in this order, and their pictures alone. */
  Minibatch part(int[] chosen) {
    int[] kept = IntStream.of(chosen).map(n -> pictureOf[n]).distinct().sorted().toArray();
    return new Minibatch(
        IntStream.of(kept).mapToObj(p -> pictures[p]).toArray(float[][]::new),
        IntStream.of(chosen).mapToObj(n -> captions[n]).toArray(int[][]::new),
        IntStream.of(chosen).map(n -> Arrays.binarySearch(kept, pictureOf[n])).toArray());
  }
}
