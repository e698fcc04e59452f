package org.imagecaptioning.web;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem. */
public final class ProblemException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  /**
   * @param detail what was wrong and what would be right
   */
  public ProblemException(ProblemType type, String detail) {
    this(type, detail, null);
  }

  public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.type = type;
  }

  @Override
  public ProblemType problemType() {
    return type;
  }
}
