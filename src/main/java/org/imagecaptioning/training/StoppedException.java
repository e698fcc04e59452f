package org.imagecaptioning.training;

/** Work was given up because somebody asked to stop. Never leaves this package. */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("Stopped", null, false, false);
  }
}
