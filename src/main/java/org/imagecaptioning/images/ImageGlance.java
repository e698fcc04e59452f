package org.imagecaptioning.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the first bytes of a file say of its picture, for estimates: nothing is checked.
 *
 * @param format its name; pictures of other formats take other times to decode
 * @param pixels width times height; a guess by the length of the file where they stand further on
 */
public record ImageGlance(String format, long pixels) {

  private static final int PIXELS_PER_BYTE = 4;

  /**
   * @param head the first bytes of a file
   * @param length of the whole file
   */
  public static ImageGlance at(byte[] head, long length) {
    ImageFormat format = ImageFormat.of(head);
    long pixels;
    try {
      pixels = pixels(format, head).orElse(length * PIXELS_PER_BYTE);
    } catch (IndexOutOfBoundsException cutOff) {
      pixels = length * PIXELS_PER_BYTE;
    }
    return new ImageGlance(format.label, pixels);
  }

  private static Optional<Long> pixels(ImageFormat format, byte[] head) {
    ByteBuffer big = ByteBuffer.wrap(head);
    ByteBuffer little = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    return switch (format) {
      case JPEG -> jpeg(big);
      case PNG -> Optional.of(product(big.getInt(16), big.getInt(20)));
      case GIF -> Optional.of(product(little.getShort(6), little.getShort(8)));
      case BMP -> Optional.of(product(little.getInt(18), Math.abs(little.getInt(22))));
      default -> Optional.empty();
    };
  }

  /** Segment by segment up to the frame header: ITU-T T.81, annex B. */
  private static Optional<Long> jpeg(ByteBuffer head) {
    for (int at = 2; head.get(at) == -1; at += 2 + Short.toUnsignedInt(head.getShort(at + 2))) {
      if (JpegOutline.isFrame(head.get(at + 1) & 0xff)) {
        return Optional.of(product(head.getShort(at + 5), head.getShort(at + 7)));
      }
    }
    return Optional.empty();
  }

  private static long product(short width, short height) {
    return (long) Short.toUnsignedInt(width) * Short.toUnsignedInt(height);
  }

  private static long product(int width, int height) {
    return Integer.toUnsignedLong(width) * Integer.toUnsignedLong(height);
  }
}
