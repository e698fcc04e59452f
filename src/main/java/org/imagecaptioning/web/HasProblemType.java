package org.imagecaptioning.web;

import java.time.Duration;
import java.util.Optional;

/** A failure that knows what problem it is to whoever caused it; its message is the detail. */
public interface HasProblemType {

  /** The type of the problem that it is answered with. */
  ProblemType problemType();

  /** When it is worth another try, if that is known. */
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }
}
