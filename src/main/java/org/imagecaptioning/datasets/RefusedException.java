package org.imagecaptioning.datasets;

/** Why one line is not used; becomes a {@link DatasetProblem}, never leaves the package. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
