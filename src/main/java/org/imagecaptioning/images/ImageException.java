package org.imagecaptioning.images;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** An image that cannot be captioned, and why. */
public final class ImageException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with an image. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** Not one of the formats that are accepted. */
    UNSUPPORTED,
    /** An accepted format, but cut off or damaged. */
    BROKEN,
    /** Too many bytes. */
    TOO_LARGE,
    /** Too many pixels, or a side that is too long. */
    TOO_MANY_PIXELS
  }

  private final Reason reason;

  public ImageException(Reason reason, String message) {
    this(reason, message, null);
  }

  public ImageException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** An accepted format that is damaged. */
  static ImageException broken(String message) {
    return new ImageException(Reason.BROKEN, message);
  }

  public Reason reason() {
    return reason;
  }
}
