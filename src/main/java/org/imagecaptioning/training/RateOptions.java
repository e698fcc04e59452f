package org.imagecaptioning.training;

/**
 * The learning rate from the first step to the last.
 *
 * @param highest after warming up
 * @param schedule how it falls from there
 * @param warmupSteps minibatches during which it rises to the highest from 0, in a straight line
 * @param last what it falls to by the last step, as a share of the highest
 */
public record RateOptions(double highest, Schedule schedule, int warmupSteps, double last) {

  /** How a rate falls. */
  public enum Schedule {
    /** Along half a cosine. */
    COSINE,
    /** In a straight line. */
    LINEAR,
    /** In four stairs, each as long as the others and lower by the same factor. */
    STEP,
    /** Not at all. */
    CONSTANT
  }

  private static final int STAIRS = 4;

  public RateOptions {
    Checks.between("learningRate", highest, 1e-8, 10);
    Checks.between("warmupSteps", warmupSteps, 0, 1_000_000);
    Checks.between("finalRate", last, schedule == Schedule.STEP ? 1e-6 : 0, 1);
  }

  /**
   * The rate of one step.
   *
   * @param step from 0
   * @param steps how many there are in all
   */
  double at(long step, long steps) {
    if (step < warmupSteps) {
      return highest * (step + 1) / (warmupSteps + 1);
    }
    double progress = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    double done = Math.min(1, progress);
    return switch (schedule) {
      case COSINE -> {
        double cosine = 0.5 * (1 + Math.cos(Math.PI * done));
        yield highest * (last + (1 - last) * cosine);
      }
      case LINEAR -> highest * (1 + (last - 1) * done);
      case STEP -> {
        double stair = Math.min(STAIRS - 1, Math.floor(STAIRS * done));
        yield highest * Math.pow(last, stair / (STAIRS - 1));
      }
      case CONSTANT -> highest;
    };
  }
}
