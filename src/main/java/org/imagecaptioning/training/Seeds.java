package org.imagecaptioning.training;

/** Seeds of the parts of a training. */
final class Seeds {

  /** The golden ratio in 64 bits, which keeps what small numbers come to apart. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /**
   * @param seed of the training
   * @param part an epoch, a step or an image
   */
  static long of(long seed, long part) {
    return seed * GOLDEN + part;
  }
}
