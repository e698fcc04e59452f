package org.imagecaptioning.training;

/**
 * Scheduled sampling: how often the network hears words of its own in training.
 *
 * @param most how likely at the last step, 0 for never
 * @param rise how it gets there from the first step on
 */
public record SamplingOptions(double most, Rise rise) {

  /** How a probability rises. */
  public enum Rise {
    /** In a straight line from 0. */
    LINEAR,
    /**
     * Slowly at first and at last: Bengio et al.'s inverse sigmoid decay of the caption's share.
     */
    SIGMOID,
    /** It is the same from the beginning. */
    CONSTANT
  }

  /** Half the width of the sigmoid that is run through: at its ends it is 0.25% from 0 and 1. */
  private static final double REACH = 6;

  public SamplingOptions {
    Checks.between("sampling", most, 0, 1);
  }

  /**
   * The probability at one step.
   *
   * @param step from 0
   * @param steps how many there are in all
   */
  double at(long step, long steps) {
    double done = Math.min(1, (double) step / Math.max(1, steps - 1));
    return switch (rise) {
      case LINEAR -> most * done;
      case SIGMOID -> most / (1 + Math.exp(REACH - 2 * REACH * done));
      case CONSTANT -> most;
    };
  }
}
