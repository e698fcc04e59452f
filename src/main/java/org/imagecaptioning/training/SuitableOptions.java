package org.imagecaptioning.training;

/**
 * What suits data of a size, from a hundred pictures to some hundred thousand: the fewer captions,
 * the more epochs, the rarer the words that are learned, and the smaller network and minibatches.
 *
 * @param batchSize never more than there are captions
 */
record SuitableOptions(int hidden, int minimumCount, int epochs, int patience, int batchSize) {

  /** At five a picture, some thousand pictures. */
  private static final int MANY = 20_000;

  /** At five a picture, some hundred pictures. */
  private static final int SOME = 2_500;

  private static final int LARGEST_BATCH = 128;
  private static final int SMALLEST_BATCH = 32;
  private static final int BATCHES_AN_EPOCH = 64;

  /**
   * @param captions to train on
   */
  static SuitableOptions of(int captions) {
    int spread = Integer.highestOneBit(Math.max(1, captions / BATCHES_AN_EPOCH));
    int batch = Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, spread));
    int batchSize = Math.max(1, Math.min(batch, captions));
    if (captions >= MANY) {
      return new SuitableOptions(512, 5, 20, 5, batchSize);
    }
    if (captions >= SOME) {
      return new SuitableOptions(512, 2, 40, 8, batchSize);
    }
    return new SuitableOptions(256, 1, 60, 15, batchSize);
  }

  /** A twentieth of a short training, 200 steps of a usual one, a fiftieth of a long one. */
  static int warmupSteps(long steps) {
    return (int) Math.min(1_000_000, Math.min(steps / 20, Math.max(200, steps / 50)));
  }
}
