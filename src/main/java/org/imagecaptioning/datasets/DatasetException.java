package org.imagecaptioning.datasets;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** A dataset that cannot be used at all: what was expected, what came, and where. */
public final class DatasetException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    this(message, null);
  }

  public DatasetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNUSABLE_DATASET;
  }
}
