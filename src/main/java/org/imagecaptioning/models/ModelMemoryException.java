package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** A model that does not fit into the memory there is for models loaded on demand. */
public final class ModelMemoryException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  private final boolean temporary;

  ModelMemoryException(String message, boolean temporary) {
    super(message);
    this.temporary = temporary;
  }

  /** Whether it fits once the models that are in use now are given back. */
  public boolean temporary() {
    return temporary;
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNAVAILABLE;
  }
}
