package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** A bundle that came once more: its entries are those of a model that is there. */
public final class DuplicateModelException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  DuplicateModelException(ModelKey there) {
    super(
        "This bundle is the model %s, which is there already; nothing was added".formatted(there));
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.DUPLICATE_MODEL;
  }
}
