package org.imagecaptioning.jobs;

import java.io.IOException;
import java.util.Locale;
import org.imagecaptioning.jobs.JobProblem.Kind;
import org.imagecaptioning.training.TrainingException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** What is said of a job that failed. */
final class Faults {

  private static final String UNEXPECTED =
      "Something went wrong here, not with the request; the service's log says what.";

  private Faults() {}

  static JobProblem problem(Throwable fault) {
    if (fault instanceof OutOfMemoryError full) {
      return JobProblem.of(
          Kind.NO_MEMORY,
          "The memory of the service does not suffice (%s): smaller sizes or batches need less, -Xmx gives more."
              .formatted(full.getMessage()),
          null);
    }
    if (fault instanceof TrainingException training) {
      return JobProblem.of(kind(training), told(training), training.step());
    }
    if (isDiskFull(fault)) {
      return JobProblem.of(
          Kind.NO_SPACE,
          "The disk is full; with room on it the job can be resumed. " + told(fault),
          null);
    }
    return fault instanceof HasProblemType known
        ? JobProblem.of(kind(known.problemType()), told(fault), null)
        : JobProblem.of(Kind.INTERNAL_ERROR, UNEXPECTED, null);
  }

  private static Kind kind(ProblemType type) {
    return switch (type) {
      case UNKNOWN_DATASET, UNUSABLE_DATASET -> Kind.BROKEN_DATASET;
      case UNKNOWN_MODEL, BROKEN_BUNDLE -> Kind.BROKEN_MODEL;
      case INSUFFICIENT_STORAGE -> Kind.NO_SPACE;
      case UNAVAILABLE -> Kind.NO_MEMORY;
      default -> Kind.INTERNAL_ERROR;
    };
  }

  /** Whether it needs a look at the log. */
  static boolean isUnexpected(Throwable fault) {
    return problem(fault).type().endsWith("internal-error");
  }

  private static Kind kind(TrainingException failure) {
    return switch (failure.kind()) {
      case DIVERGED -> Kind.TRAINING_DIVERGED;
      case DISK -> isDiskFull(failure) ? Kind.NO_SPACE : Kind.BROKEN_DISK;
      case DATASET -> Kind.BROKEN_DATASET;
      case OPTIONS -> Kind.IMPOSSIBLE_OPTIONS;
      case CHECKPOINT, SUPERSEDED -> Kind.BROKEN_CHECKPOINT;
    };
  }

  private static boolean isDiskFull(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof IOException
          && (message.contains("no space left")
              || message.contains("not enough space")
              || message.contains("quota exceeded"))) {
        return true;
      }
    }
    return false;
  }

  private static String told(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
