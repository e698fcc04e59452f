package org.imagecaptioning.access;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** Keys that are not set as they should be. */
final class KeyException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  KeyException(String message) {
    this(message, null);
  }

  KeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
