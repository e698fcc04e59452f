package org.imagecaptioning.images;

import static org.imagecaptioning.images.ImageException.broken;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG (W3C PNG, third edition, section 5) and keeps those that make pixels:
 * compressed text and profiles, which may unfold to any size, are never unfolded.
 */
final class PngOutline {

  private static final int SIGNATURE = 8;
  private static final int AROUND_DATA = 12;
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private PngOutline() {}

  /**
   * @throws ImageException if the file is cut off or a chunk that makes pixels is damaged
   * @throws IndexOutOfBoundsException if it is cut off inside a chunk's header
   */
  static Outline of(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    ByteArrayOutputStream cleaned = new ByteArrayOutputStream(bytes.length);
    cleaned.write(bytes, 0, SIGNATURE);
    Orientation orientation = Orientation.UPRIGHT;
    String type = "";
    for (int at = SIGNATURE; !type.equals("IEND"); ) {
      int length = data.getInt(at);
      type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || length > bytes.length - at - AROUND_DATA) {
        throw broken("The PNG is cut off in its chunk %s at byte %d".formatted(type, at));
      }
      if ((at == SIGNATURE) != type.equals("IHDR")) {
        throw broken("The PNG's first and only header chunk must be IHDR, not " + type);
      }
      if (KEPT.contains(type)) {
        checkSum(data, at, length, type);
        cleaned.write(bytes, at, length + AROUND_DATA);
      } else if (type.equals("eXIf")) {
        orientation = Exif.orientation(ByteBuffer.wrap(bytes, at + 8, length));
      }
      at += length + AROUND_DATA;
    }
    return Outline.of(
        data.getInt(16), data.getInt(20), orientation, bytesPerPixel(data), cleaned.toByteArray());
  }

  private static void checkSum(ByteBuffer data, int at, int length, String type) {
    CRC32 sum = new CRC32();
    sum.update(data.array(), at + 4, length + 4);
    if ((int) sum.getValue() != data.getInt(at + 8 + length)) {
      throw broken("The PNG's chunk %s at byte %d is damaged".formatted(type, at));
    }
  }

  private static int bytesPerPixel(ByteBuffer data) {
    int bytesPerSample = data.get(24) > 8 ? 2 : 1;
    // With alpha, which a tRNS chunk adds to any picture.
    return 4 * bytesPerSample + 3;
  }
}
