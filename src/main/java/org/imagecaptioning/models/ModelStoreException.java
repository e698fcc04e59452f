package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;

/** The folder of models cannot be written to: the service's fault, not a request's. */
public final class ModelStoreException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message with a place for the model, and one for the cause
   */
  ModelStoreException(String message, Object model, Throwable cause) {
    super(message.formatted(model, cause), cause);
  }
}
