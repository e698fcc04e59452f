package org.imagecaptioning.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is; what is not known yet is null.
 *
 * @param phase what is being done
 * @param epoch being worked on, from 1
 * @param epochs there are at most
 * @param step minibatches done
 * @param steps there are at most
 * @param loss mean of the epoch so far, in nats a word
 * @param wordsPerSecond learned from
 * @param done pictures, in the phases that go over pictures
 * @param of how many of them there are
 * @param remainingSeconds until the last epoch ends, at the present pace
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobProgress(
    Phase phase,
    @Nullable Integer epoch,
    @Nullable Integer epochs,
    @Nullable Long step,
    @Nullable Long steps,
    @Nullable Double loss,
    @Nullable Double wordsPerSecond,
    @Nullable Integer done,
    @Nullable Integer of,
    @Nullable Double remainingSeconds) {

  /** What a job is doing. */
  enum Phase {
    PREPARING,
    FEATURES,
    TRAINING,
    EVALUATING,
    PUBLISHING,
    ACTIVATING
  }

  static JobProgress in(Phase phase) {
    return new JobProgress(phase, null, null, null, null, null, null, null, null, null);
  }

  /** The same numbers in another phase, without pictures and remaining time. */
  JobProgress nowIn(Phase next) {
    return new JobProgress(
        next, epoch, epochs, step, steps, loss, wordsPerSecond, null, null, null);
  }

  JobProgress withPictures(int picturesDone, int all) {
    return new JobProgress(
        phase, epoch, epochs, step, steps, loss, wordsPerSecond, picturesDone, all, null);
  }
}
