package org.imagecaptioning.captions;

import java.time.Duration;
import java.util.Optional;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** A request that is not worked on because others fill the service. */
final class OverloadedException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  /** What there was no room in. */
  enum Reason {
    QUEUE("The service is full, and more than may wait is waiting"),
    DEADLINE("The service is full, and could not begin this in time");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final Duration retryAfter;

  OverloadedException(Reason reason, Duration retryAfter) {
    super("%s; try again in %d s.".formatted(reason.text, retryAfter.toSeconds()));
    this.retryAfter = retryAfter;
  }

  /** Hundreds a second may be thrown, and who asks need not be told where. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.OVERLOADED;
  }

  @Override
  public Optional<Duration> retryAfter() {
    return Optional.of(retryAfter);
  }
}
