package org.imagecaptioning.training;

import java.time.Duration;

/**
 * When checkpoints are written beside those at the end of each epoch. It has no part in what the
 * weights become.
 *
 * @param everySteps after as many minibatches, at least 1
 * @param atLeastEvery or after as long, whichever is sooner
 * @param kept how many of the newest are kept, at least 1: more than one, because a file system may
 *     lose the newest
 */
public record Checkpointing(int everySteps, Duration atLeastEvery, int kept) {

  public Checkpointing {
    if (everySteps < 1 || kept < 1 || atLeastEvery.isNegative() || atLeastEvery.isZero()) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "A checkpoint is written after at least 1 step and some time, and at least 1 is kept, not %d, %s and %d"
              .formatted(everySteps, atLeastEvery, kept));
    }
  }

  /** A minute's work is lost at most, on slow machines too. */
  public static Checkpointing defaults() {
    return new Checkpointing(500, Duration.ofMinutes(1), 2);
  }
}
