package org.imagecaptioning.training;

/**
 * How the loss goes, to tell a training that runs away from one that has a hard minibatch: its mean
 * over about the last {@value #WINDOW} minibatches, and the lowest that this mean was.
 *
 * <p>A network that knows nothing loses ln V nats a word. Training has run away when the mean is
 * above the lowest so far, or above ln V, by half of ln V, and by 2 nats at least.
 *
 * @param seen minibatches, up to {@value #WINDOW}
 * @param last nats a word of the last minibatch
 * @param mean nats a word
 * @param lowest mean so far, once the window was full
 */
record LossTrend(int seen, double last, double mean, double lowest) {

  private static final int WINDOW = 50;
  private static final double LEAST_ALLOWANCE = 2;

  static LossTrend none() {
    return new LossTrend(0, 0, 0, Double.POSITIVE_INFINITY);
  }

  /** One more minibatch. */
  LossTrend after(double loss) {
    int now = Math.min(WINDOW, seen + 1);
    double moved = mean + (loss - mean) / now;
    return new LossTrend(now, loss, moved, now < WINDOW ? lowest : Math.min(lowest, moved));
  }

  /**
   * Whether training has run away.
   *
   * @param vocabulary V
   */
  boolean ranAway(int vocabulary) {
    return mean > usual(vocabulary) + allowance(vocabulary);
  }

  /** Whether it may be about to: then the weights are not worth keeping. */
  boolean suspicious(int vocabulary) {
    return mean > usual(vocabulary) + allowance(vocabulary) / 2
        || last > usual(vocabulary) + allowance(vocabulary);
  }

  /** What the loss was when all was well. */
  double usual(int vocabulary) {
    return Math.min(lowest, Math.log(vocabulary));
  }

  private static double allowance(int vocabulary) {
    return Math.max(LEAST_ALLOWANCE, Math.log(vocabulary) / 2);
  }
}
