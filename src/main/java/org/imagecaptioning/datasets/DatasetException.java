package org.imagecaptioning.datasets;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** A data set that cannot be used at all: what was expected, what came, and where. */
public final class DatasetException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    this(message, null);
  }

  public DatasetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
