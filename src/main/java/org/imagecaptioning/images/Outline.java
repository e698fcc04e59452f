package org.imagecaptioning.images;

/**
 * What a file says of its picture before a pixel is decoded, and the bytes that a reader gets to
 * see: without metadata, colour profiles, later frames and whatever else could surprise it.
 *
 * @param width of the whole picture as it is stored, in pixels
 * @param height of the whole picture as it is stored, in pixels
 * @param frame where in the picture the decoded pixels go
 * @param orientation which way is up
 * @param bytesPerPixel what decoding keeps in memory for a pixel, its result included
 * @param inks what the channels are if they are not light
 * @param bytes the cleaned file
 */
@SuppressWarnings("ArrayRecordComponent")
record Outline(
    int width,
    int height,
    Frame frame,
    Orientation orientation,
    int bytesPerPixel,
    Inks inks,
    byte[] bytes) {

  /** How a JPEG of four channels stores its inks. */
  enum Inks {
    NONE,
    CMYK,
    YCCK
  }

  /** A rectangle in pixels, from the top left corner. */
  record Frame(int left, int top, int width, int height) {}

  /** A picture whose one frame covers all of it. */
  static Outline of(
      int width, int height, Orientation orientation, int bytesPerPixel, byte[] bytes) {
    return new Outline(
        width,
        height,
        new Frame(0, 0, width, height),
        orientation,
        bytesPerPixel,
        Inks.NONE,
        bytes);
  }

  Outline withInks(Inks others) {
    return new Outline(width, height, frame, orientation, bytesPerPixel, others, bytes);
  }

  boolean isCoveredByFrame() {
    return frame.width == width && frame.height == height;
  }

  long pixels() {
    return (long) width * height;
  }
}
