package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** A model that cannot be deleted. */
public final class ModelKeptException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  private ModelKeptException(String message, ProblemType type) {
    super(message);
    this.type = type;
  }

  static ModelKeptException active(ModelKey key) {
    return new ModelKeptException(
        "The model %s is active; activate another one before this is deleted".formatted(key),
        ProblemType.MODEL_IS_ACTIVE);
  }

  static ModelKeptException shipped(ModelKey key) {
    return new ModelKeptException(
        "The model %s comes with the service and cannot be deleted".formatted(key),
        ProblemType.MODEL_IS_SHIPPED);
  }

  @Override
  public ProblemType problemType() {
    return type;
  }
}
