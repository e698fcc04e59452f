package org.imagecaptioning.images;

/**
 * A decoded picture: 8-bit RGB, upright, without alpha.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb rows from the top, pixels from the left, red, green, blue: length {@code width *
 *     height * 3}; not copied, so whoever hands it over must not change it any more
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(int width, int height, byte[] rgb) {

  public Picture {
    if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
      throw new IllegalArgumentException(
          "A picture of %d x %d takes %d bytes of RGB, not %d"
              .formatted(width, height, (long) width * height * 3, rgb.length));
    }
  }
}
