package org.imagecaptioning.jobs;

import java.util.Locale;

/** How work on a job ended. */
sealed interface Ending {

  /** As the log tells it. */
  default String word() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** All is done. */
  record Done(JobOutcome outcome) implements Ending {}

  /** It cannot be done. */
  record Failed(JobProblem problem) implements Ending {}

  /** It ended because the run was to stop; {@link Run#reason} says why. */
  record Stopped() implements Ending {}
}
