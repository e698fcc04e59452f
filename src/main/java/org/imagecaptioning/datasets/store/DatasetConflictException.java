package org.imagecaptioning.datasets.store;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;

/** What is asked for does not go with the datasets that there are, or with their use. */
public final class DatasetConflictException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  private DatasetConflictException(ProblemType type, String message) {
    super(message);
    this.type = type;
  }

  static DatasetConflictException taken(String name) {
    return new DatasetConflictException(
        ProblemType.DUPLICATE_DATASET,
        "There is a dataset '%s' already; choose another name, or delete that one."
            .formatted(name));
  }

  static DatasetConflictException inUse(String name, String user) {
    return new DatasetConflictException(
        ProblemType.DATASET_IN_USE,
        "The dataset '%s' is in use by %s; it can be deleted after that.".formatted(name, user));
  }

  @Override
  public ProblemType problemType() {
    return type;
  }
}
