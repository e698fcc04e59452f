package org.imagecaptioning.errors;

import org.jspecify.annotations.Nullable;

/**
 * The root of all that this project throws on purpose. The message says what was wrong, where, and
 * what would be right, in words that may be shown to whoever sent it.
 */
public abstract class CaptioningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected CaptioningException(String message) {
    super(message);
  }

  protected CaptioningException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
