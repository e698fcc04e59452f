package org.imagecaptioning.datasets.store;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** There is no dataset of this name. */
public final class UnknownDatasetException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  public UnknownDatasetException(String name) {
    super("There is no dataset '%s'; GET /datasets lists those that there are.".formatted(name));
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNKNOWN_DATASET;
  }
}
