package org.imagecaptioning.jobs.database;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** The database of the jobs does not answer now; it may later. */
public final class DatabaseDownException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  DatabaseDownException(@Nullable Throwable cause) {
    super("The database of the jobs does not answer; captions go on. Try again in a while.", cause);
  }

  @Override
  public ProblemType problemType() {
    return ProblemType.UNAVAILABLE;
  }
}
