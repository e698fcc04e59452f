package org.imagecaptioning.training;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** A training that cannot begin, or go on, and why. */
public final class TrainingException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
