package org.imagecaptioning.training;

import java.util.SplittableRandom;
import org.imagecaptioning.images.Picture;

/**
 * One of the views of pictures: each picture itself, or a part of it. Which part depends on the
 * picture's id and the view's number alone, so that all trainings see the same.
 *
 * @param number 0 for pictures themselves
 * @param mirrored whether left and right change places
 */
record PictureView(int number, boolean mirrored) {

  static final PictureView WHOLE = new PictureView(0, false);

  /** Of width and of height, so that the part has at least 60 % of the area of the picture. */
  static final double LEAST_SIDE = Math.sqrt(0.6);

  PictureView {
    if (mirrored && number == 0) {
      throw new IllegalArgumentException("The picture itself is not mirrored");
    }
  }

  /**
   * A part of a picture, in pixels.
   *
   * @param left of it, so many pixels of each row
   * @param top over it, so many rows
   */
  record Part(int left, int top, int width, int height) {}

  boolean isWhole() {
    return number == 0;
  }

  /**
   * @param image the picture's id
   */
  Part part(String image, int width, int height) {
    if (isWhole()) {
      return new Part(0, 0, width, height);
    }
    String seed = new Fingerprint().add(image).add("view " + number).hex().substring(0, 16);
    SplittableRandom random = new SplittableRandom(Long.parseUnsignedLong(seed, 16));
    int wide = side(width, random);
    int high = side(height, random);
    return new Part(
        random.nextInt(width - wide + 1), random.nextInt(height - high + 1), wide, high);
  }

  private static int side(int whole, SplittableRandom random) {
    double share = Math.sqrt(random.nextDouble(LEAST_SIDE * LEAST_SIDE, 1));
    return (int) Math.ceil(whole * share);
  }

  /**
   * @param image the picture's id
   */
  Picture of(Picture picture, String image) {
    if (isWhole()) {
      return picture;
    }
    Part part = part(image, picture.width(), picture.height());
    byte[] rgb = new byte[part.width * part.height * 3];
    for (int y = 0; y < part.height; y++) {
      int from = ((part.top + y) * picture.width() + part.left) * 3;
      System.arraycopy(picture.rgb(), from, rgb, y * part.width * 3, part.width * 3);
    }
    if (mirrored) {
      mirror(rgb, part.width);
    }
    return new Picture(part.width, part.height, rgb);
  }

  private static void mirror(byte[] rgb, int width) {
    for (int row = 0; row < rgb.length; row += width * 3) {
      for (int left = row, right = row + (width - 1) * 3; left < right; left += 3, right -= 3) {
        for (int colour = 0; colour < 3; colour++) {
          byte swapped = rgb[left + colour];
          rgb[left + colour] = rgb[right + colour];
          rgb[right + colour] = swapped;
        }
      }
    }
  }
}
