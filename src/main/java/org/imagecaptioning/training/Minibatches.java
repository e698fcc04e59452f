package org.imagecaptioning.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The minibatches of an epoch: every example once, in an order that depends on the seed and the
 * number of the epoch alone, so that training can go on from any step.
 */
final class Minibatches {

  private final int[] order;
  private final int batchSize;

  Minibatches(int examples, int batchSize, long seed, int epoch) {
    this.batchSize = batchSize;
    this.order = new int[examples];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch);
    for (int i = examples - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /** How many minibatches an epoch has; the last may be smaller. */
  static int count(int examples, int batchSize) {
    return (examples + batchSize - 1) / batchSize;
  }

  /** The examples of one minibatch. */
  int[] get(int index) {
    int from = index * batchSize;
    return Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
  }
}
