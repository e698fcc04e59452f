package org.imagecaptioning.images;

import static org.imagecaptioning.images.ImageException.broken;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.imagecaptioning.images.ImageException.Reason;

/**
 * Checks the headers of a BMP (Microsoft's BITMAPFILEHEADER and BITMAPINFOHEADER, versions 1 to 5)
 * and corrects what a reader would believe: the length of the file, and a colour profile, which may
 * be of any size or in a file elsewhere.
 */
final class BmpOutline {

  private static final Set<Integer> HEADERS = Set.of(12, 40, 52, 56, 64, 108, 124);
  private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);
  private static final int FILE_LENGTH = 2;
  private static final int PIXELS = 10;
  private static final int HEADER = 14;
  private static final int COLOURS = 46;
  private static final int COLOUR_SPACE = 70;
  private static final int SRGB = 0x73524742;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;
  private static final int BYTES_PER_PIXEL = 4 + 3;

  private BmpOutline() {}

  /**
   * @throws ImageException if the headers lie, or the file is shorter than its pixels
   * @throws IndexOutOfBoundsException if it is cut off inside its headers
   */
  static Outline of(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int header = data.getInt(HEADER);
    if (!HEADERS.contains(header)) {
      throw broken("The BMP's header cannot have %d bytes".formatted(header));
    }
    boolean old = header == 12;
    int width = old ? Short.toUnsignedInt(data.getShort(18)) : data.getInt(18);
    int height = old ? Short.toUnsignedInt(data.getShort(20)) : Math.abs(data.getInt(22));
    int bits = data.getShort(old ? 24 : 28);
    int compression = old ? UNCOMPRESSED : data.getInt(30);
    if (!DEPTHS.contains(bits)) {
      throw broken("A BMP cannot have %d bits a pixel".formatted(bits));
    }
    if (compression < UNCOMPRESSED || compression > BIT_FIELDS) {
      throw new ImageException(
          Reason.UNSUPPORTED,
          "The BMP is compressed in a rare way (%d): send it uncompressed".formatted(compression));
    }
    if (!old && bits <= 8 && Integer.compareUnsigned(data.getInt(COLOURS), 1 << bits) > 0) {
      throw broken("The BMP has more colours than %d bits can name".formatted(bits));
    }
    boolean rows = compression == UNCOMPRESSED || compression == BIT_FIELDS;
    checkLength(data, header, rows ? rowBytes(width, bits) * height : 1);
    data.putInt(FILE_LENGTH, bytes.length);
    if (header >= 108) {
      data.putInt(COLOUR_SPACE, SRGB);
    }
    return Outline.of(width, height, Orientation.UPRIGHT, BYTES_PER_PIXEL, data.array());
  }

  /** Rows are padded to four bytes. */
  private static long rowBytes(int width, int bits) {
    return ((long) width * bits + 31) / 32 * 4;
  }

  private static void checkLength(ByteBuffer data, int header, long pixelBytes) {
    long start = Integer.toUnsignedLong(data.getInt(PIXELS));
    if (start < HEADER + header || start + pixelBytes > data.capacity()) {
      throw broken(
          "The BMP is cut off: its pixels would be bytes %d to %d, and it has %d"
              .formatted(start, start + pixelBytes, data.capacity()));
    }
  }
}
