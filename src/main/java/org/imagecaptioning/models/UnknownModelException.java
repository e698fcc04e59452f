package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** No model of the name or version that was asked for. */
public final class UnknownModelException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  public UnknownModelException(String message) {
    super(message);
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNKNOWN_MODEL;
  }
}
