package org.imagecaptioning.web;

import org.imagecaptioning.errors.CaptioningException;

/** Whoever asked is not there any more: there is nobody left to answer. */
public final class ClientGoneException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  public ClientGoneException(Throwable cause) {
    super("The client went away before all was sent", cause);
  }
}
