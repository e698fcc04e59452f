package org.imagecaptioning.datasets.store;

import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.web.HasProblemType;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** A zip that is not unpacked: what is wrong with which entry, and what would be right. */
final class ArchiveException extends CaptioningException implements HasProblemType {

  private static final long serialVersionUID = 1L;

  private final ProblemType type;

  private ArchiveException(ProblemType type, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  /** It is no zip, cut off or damaged. */
  static ArchiveException broken(String message, @Nullable Throwable cause) {
    return new ArchiveException(ProblemType.BROKEN_ARCHIVE, message, cause);
  }

  /** Unpacking it would put files where none belong, or take more room than its size tells. */
  static ArchiveException unsafe(String message) {
    return new ArchiveException(ProblemType.UNSAFE_ARCHIVE, message, null);
  }

  @Override
  public ProblemType problemType() {
    return type;
  }
}
