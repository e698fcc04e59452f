package org.imagecaptioning.datasets;

/**
 * Why one item is not used; becomes a {@link DatasetProblem}, never leaves the package. It has no
 * stack trace: there may be very many.
 */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message, null, false, false);
  }
}
