package org.imagecaptioning.training;

/**
 * How many views of each training picture are learned from.
 *
 * @param count with the picture itself, which is the first
 * @param mirrored whether every second of the others is mirrored
 */
public record ViewOptions(int count, boolean mirrored) {

  private static final int MOST = 16;

  public ViewOptions {
    Checks.between("views", count, 1, MOST);
    if (mirrored && count == 1) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "mirror is false where views is 1: the picture itself is never mirrored, every second of its other views is");
    }
  }

  /** The pictures themselves. */
  public static ViewOptions none() {
    return new ViewOptions(1, false);
  }

  /**
   * @param number from 0, the picture itself
   */
  PictureView view(int number) {
    return new PictureView(number, mirrored && number % 2 == 1);
  }
}
