package org.imagecaptioning.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The minibatches of an epoch: every example once, in an order that depends on the seed and the
 * number of the epoch alone, so that training can go on from any step.
 */
final class Minibatches {

  private final int[] order;
  private final int batchSize;

  private Minibatches(int[] order, int batchSize) {
    this.order = order;
    this.batchSize = batchSize;
  }

  /** Caption by caption. */
  static Minibatches of(int examples, int batchSize, long seed, int epoch) {
    return new Minibatches(shuffled(examples, random(seed, epoch)), batchSize);
  }

  /**
   * The captions of an image one after the other, so that a minibatch has few images.
   *
   * @param imageOf for each example its image
   */
  static Minibatches byImage(int[] imageOf, int batchSize, long seed, int epoch) {
    int images = IntStream.of(imageOf).max().orElse(-1) + 1;
    int[] place = new int[images];
    int[] shuffled = shuffled(images, random(seed, epoch));
    for (int i = 0; i < images; i++) {
      place[shuffled[i]] = i;
    }
    int[] order =
        IntStream.range(0, imageOf.length)
            .boxed()
            .sorted(Comparator.comparing(example -> place[imageOf[example]]))
            .mapToInt(example -> example)
            .toArray();
    return new Minibatches(order, batchSize);
  }

  private static SplittableRandom random(long seed, int epoch) {
    return new SplittableRandom(Seeds.of(seed, epoch));
  }

  /** The numbers from 0 on, so many, in an order by chance. */
  static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
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
