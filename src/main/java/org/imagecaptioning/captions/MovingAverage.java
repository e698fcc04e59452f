package org.imagecaptioning.captions;

/** The mean of what was seen, where the latest counts most. */
final class MovingAverage {

  private static final double SHARE_OF_THE_LATEST = 1 / 16.;

  private boolean empty = true;
  private double value;

  /**
   * @param guess until something was seen
   */
  MovingAverage(double guess) {
    value = guess;
  }

  synchronized void add(double seen) {
    value = empty ? seen : value + SHARE_OF_THE_LATEST * (seen - value);
    empty = false;
  }

  synchronized double value() {
    return value;
  }
}
