package org.imagecaptioning.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is read from EXIF data: which way is up (EXIF 2.32, section 4.6). */
final class Exif {

  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private Exif() {}

  /**
   * @param tiff EXIF data from its TIFF header on ({@code II*} or {@code MM*})
   * @return upright if the data is damaged: nobody would rather have no caption
   */
  static Orientation orientation(ByteBuffer tiff) {
    try {
      return read(tiff.slice());
    } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
      return Orientation.UPRIGHT;
    }
  }

  private static Orientation read(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION
          && tiff.getShort(entry + 2) == SHORT) {
        return Orientation.ofExif(tiff.getShort(entry + 8));
      }
    }
    return Orientation.UPRIGHT;
  }
}
