package org.imagecaptioning.home;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** A {@code captioning.home} that cannot be used. */
public final class HomeException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  public HomeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
