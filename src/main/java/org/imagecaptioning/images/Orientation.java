package org.imagecaptioning.images;

/**
 * The eight ways a picture may be stored, in the order of their EXIF values 1 to 8 (EXIF 2.32, tag
 * 0x0112), each as where its stored pixels go to stand upright.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  MIRRORED_UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_LEFT(true, true, false),
  TRANSVERSED(true, true, true),
  TURNED_RIGHT(true, false, true);

  private final boolean swapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** Unknown values leave a picture as it is. */
  static Orientation ofExif(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  int width(int storedWidth, int storedHeight) {
    return swapped ? storedHeight : storedWidth;
  }

  int height(int storedWidth, int storedHeight) {
    return swapped ? storedWidth : storedHeight;
  }

  /** Where the first stored pixel goes, as an index of pixels in the upright picture. */
  int first(int storedWidth, int storedHeight) {
    int width = width(storedWidth, storedHeight);
    int height = height(storedWidth, storedHeight);
    return (fromRight ? width - 1 : 0) + (fromBottom ? height - 1 : 0) * width;
  }

  /** How far apart two neighbours of one stored row stand in the upright picture. */
  int alongRow(int storedWidth, int storedHeight) {
    return swapped ? down(storedHeight) : across();
  }

  /** How far apart two neighbours of one stored column stand in the upright picture. */
  int alongColumn(int storedWidth, int storedHeight) {
    return swapped ? across() : down(storedWidth);
  }

  private int across() {
    return fromRight ? -1 : 1;
  }

  private int down(int width) {
    return fromBottom ? -width : width;
  }
}
