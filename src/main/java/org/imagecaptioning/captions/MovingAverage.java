package org.imagecaptioning.captions;

/**
 * The mean of what was seen, where the latest counts most. One that is far above it counts as a few
 * times the mean: the first image of a process loads libraries, and says little of the next.
 */
final class MovingAverage {

  private static final double SHARE_OF_THE_LATEST = 1 / 16.;
  private static final double MOST_TIMES_THE_MEAN = 4;

  private double value;

  /**
   * @param guess to begin with, above 0
   */
  MovingAverage(double guess) {
    value = guess;
  }

  synchronized void add(double seen) {
    value += SHARE_OF_THE_LATEST * (Math.min(seen, MOST_TIMES_THE_MEAN * value) - value);
  }

  synchronized double value() {
    return value;
  }
}
