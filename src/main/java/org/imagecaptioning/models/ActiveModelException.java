package org.imagecaptioning.models;

import org.imagecaptioning.errors.CaptioningException;

/** The model of {@code captioning.models.active} is missing or broken: the service cannot start. */
public final class ActiveModelException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  ActiveModelException(String selector, CaptioningException cause) {
    super(
        "captioning.models.active is \"%s\", which cannot be loaded. %s"
            .formatted(selector, cause.getMessage()),
        cause);
  }

  /** Why it cannot be loaded. */
  String reason() {
    return String.valueOf(getCause() == null ? getMessage() : getCause().getMessage());
  }
}
