package org.imagecaptioning.features;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** An encoder that cannot be opened or run, and what would be right. */
public final class EncoderException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  public EncoderException(String message) {
    super(message);
  }

  public EncoderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
