package org.imagecaptioning.images;

import static org.imagecaptioning.images.ImageException.broken;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.imagecaptioning.images.ImageException.Reason;
import org.imagecaptioning.images.Outline.Inks;

/**
 * Walks the marker segments of a JPEG (ITU-T T.81, annex B). Of the application segments only those
 * stay that say what the components mean, so no profile or thumbnail reaches the decoder, and the
 * file ends with its first end-of-image marker: without one it was cut off.
 */
final class JpegOutline {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final byte[] JFIF =
      HexFormat.of().parseHex("ffe000104a46494600010100000100010000");
  private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] JFIF_NAME = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
  // Real encoders write about ten. Each scan walks over all blocks, however few its bytes.
  private static final int MOST_SCANS = 100;
  private static final int PROGRESSIVE_COEFFICIENTS = 2 * 3;

  private final byte[] bytes;
  private final ByteBuffer data;
  private final ByteArrayOutputStream cleaned;
  private Orientation orientation = Orientation.UPRIGHT;
  private boolean jfif;
  private boolean adobe;
  private int transform;
  private int frame;

  private JpegOutline(byte[] bytes) {
    this.bytes = bytes;
    this.data = ByteBuffer.wrap(bytes);
    this.cleaned = new ByteArrayOutputStream(bytes.length + JFIF.length);
  }

  /**
   * @throws ImageException if the file is cut off or damaged, or of a kind that is not read
   * @throws IndexOutOfBoundsException if it is cut off inside its headers
   */
  static Outline of(byte[] bytes) {
    return new JpegOutline(bytes).read();
  }

  private Outline read() {
    int scan = copyHeaders();
    if (frame == 0) {
      throw broken("The JPEG has no frame header");
    }
    cleaned.write(bytes, scan, endOfImage(scan) - scan);
    int height = unsignedShort(frame + 5);
    int width = unsignedShort(frame + 7);
    boolean progressive = (bytes[frame + 1] & 0xff) == 0xc2;
    int channels = bytes[frame + 9] & 0xff;
    int bytesPerPixel = channels == 3 ? 3 : channels + 3;
    return Outline.of(
            width,
            height,
            orientation,
            bytesPerPixel + (progressive ? PROGRESSIVE_COEFFICIENTS : 0),
            withColourSpace())
        .withInks(inks(channels));
  }

  private Inks inks(int channels) {
    if (channels != 4) {
      return Inks.NONE;
    }
    return transform == 2 ? Inks.YCCK : Inks.CMYK;
  }

  /** Returns where the first scan begins. */
  private int copyHeaders() {
    int at = 2;
    while (true) {
      if (data.get(at) != -1) {
        throw broken("The JPEG has no marker at byte %d".formatted(at));
      }
      int marker = data.get(at + 1) & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      int length = unsignedShort(at + 2) + 2;
      if (marker == 0xda) {
        return at;
      }
      if (length < 4 || length > bytes.length - at) {
        throw broken("A segment of the JPEG at byte %d is cut off".formatted(at));
      }
      copySegment(marker, at, length);
      at += length;
    }
  }

  private void copySegment(int marker, int at, int length) {
    if (marker == 0xe0 && startsWith(at + 4, JFIF_NAME)) {
      jfif = true;
    } else if (marker == 0xe1 && startsWith(at + 4, EXIF_NAME)) {
      int tiff = at + 4 + EXIF_NAME.length;
      orientation = Exif.orientation(ByteBuffer.wrap(bytes, tiff, at + length - tiff));
    } else if (marker == 0xee && startsWith(at + 4, ADOBE_NAME)) {
      adobe = true;
      transform = bytes[at + 15];
      cleaned.write(bytes, at, length);
    } else if (marker < 0xe0) {
      if (isFrame(marker) && frame == 0) {
        frame = at;
        checkKind(marker);
      }
      cleaned.write(bytes, at, length);
    }
  }

  static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private void checkKind(int marker) {
    int precision = bytes[frame + 4];
    int channels = bytes[frame + 9];
    if (marker > 0xc2 || precision != 8 || channels != 1 && channels != 3 && channels != 4) {
      throw new ImageException(
          Reason.UNSUPPORTED,
          "The JPEG is of a rare kind (SOF%d, %d bits, %d channels): send baseline or progressive, 8 bits, 1, 3 or 4 channels"
              .formatted(marker - 0xc0, precision, channels));
    }
  }

  /** Returns the index behind the end-of-image marker. */
  private int endOfImage(int scan) {
    int scans = 0;
    int at = scan;
    while (at < bytes.length - 1) {
      int marker = bytes[at + 1] & 0xff;
      if (bytes[at] != -1) {
        at = nextMark(at + 1);
      } else if (marker == 0xff) {
        at++;
      } else if (marker == 0 || marker >= 0xd0 && marker <= 0xd7) {
        at += 2;
      } else if (marker == 0xd9) {
        return at + 2;
      } else if (marker == 0xda && ++scans > MOST_SCANS) {
        throw broken("The JPEG has more than %d scans".formatted(MOST_SCANS));
      } else if (at + 3 < bytes.length) {
        at += 2 + unsignedShort(at + 2);
      } else {
        break;
      }
    }
    throw broken("The JPEG is cut off: it has no end-of-image marker");
  }

  /**
   * The index of the next byte 0xff, or the end; eight bytes at a time, most of a file is these.
   */
  private int nextMark(int from) {
    int at = from;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      long inverted = ~(long) EIGHT.get(bytes, at);
      long zeros = (inverted - LOW_BITS) & ~inverted & HIGH_BITS; // the lowest is where one is
      if (zeros != 0) {
        return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
      }
    }
    while (at < bytes.length && bytes[at] != -1) {
      at++;
    }
    return at;
  }

  /**
   * Three channels without a word about their meaning are YCbCr unless they are named R, G and B,
   * as libjpeg has it. The JDK's reader guesses by how they are sampled, so it is told.
   */
  private byte[] withColourSpace() {
    byte[] segments = cleaned.toByteArray();
    boolean named =
        bytes[frame + 9] != 3
            || bytes[frame + 10] == 'R' && bytes[frame + 13] == 'G' && bytes[frame + 16] == 'B';
    byte[] app0 = jfif || !adobe && !named ? JFIF : new byte[0];
    return ByteBuffer.allocate(2 + app0.length + segments.length)
        .put(bytes, 0, 2)
        .put(app0)
        .put(segments)
        .array();
  }

  private boolean startsWith(int at, byte[] name) {
    return at + name.length <= bytes.length
        && Arrays.equals(bytes, at, at + name.length, name, 0, name.length);
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(data.getShort(at));
  }
}
