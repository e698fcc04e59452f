package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;

/** No model of the name or version that was asked for. */
public final class UnknownModelException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  public UnknownModelException(String message) {
    super(message);
  }
}
