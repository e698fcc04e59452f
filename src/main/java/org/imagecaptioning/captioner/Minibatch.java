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
 * @param worth what the loss of each caption is multiplied by, 1 for the loss as it is; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Minibatch(float[][] pictures, int[][] captions, int[] pictureOf, float[] worth) {

  public Minibatch {
    if (captions.length != pictureOf.length || captions.length != worth.length) {
      throw new IllegalArgumentException(
          "Each of %d captions has one picture and one worth, not %d and %d in all"
              .formatted(captions.length, pictureOf.length, worth.length));
    }
  }

  /** Captions of equal worth. */
  public Minibatch(float[][] pictures, int[][] captions, int[] pictureOf) {
    this(pictures, captions, pictureOf, ones(captions.length));
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
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

  /** Some captions in this order, and their pictures alone. */
  Minibatch part(int[] chosen) {
    float[] worths = new float[chosen.length];
    for (int n = 0; n < worths.length; n++) {
      worths[n] = worth[chosen[n]];
    }
    int[] kept = IntStream.of(chosen).map(n -> pictureOf[n]).distinct().sorted().toArray();
    return new Minibatch(
        IntStream.of(kept).mapToObj(p -> pictures[p]).toArray(float[][]::new),
        IntStream.of(chosen).mapToObj(n -> captions[n]).toArray(int[][]::new),
        IntStream.of(chosen).map(n -> Arrays.binarySearch(kept, pictureOf[n])).toArray(),
        worths);
  }
}
