package org.imagecaptioning.images;

import static org.imagecaptioning.images.ImageException.broken;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.imagecaptioning.images.Outline.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chunks of a WebP (RFC 9649) and puts its picture, or its first frame, into a file of
 * its own: the image data, its alpha if it stands apart, and nothing else.
 */
final class WebpOutline {

  private static final int CHUNKS = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int EXTENDED = 10;
  private static final byte ALPHA_FLAG = 0x10;
  private static final int VP8_START_CODE = 0x2a019d;
  private static final int VP8L_SIGNATURE = 0x2f;
  private static final int SIDE = 0x3fff;
  private static final int BYTES_PER_PIXEL = 4 + 4 + 3;

  private final ByteBuffer data;
  private Orientation orientation = Orientation.UPRIGHT;
  private @Nullable Frame canvas;
  private @Nullable Frame frame;
  private @Nullable ByteBuffer image;
  private @Nullable ByteBuffer alpha;

  private WebpOutline(byte[] bytes) {
    this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws ImageException if the file is cut off or its sizes contradict each other
   * @throws IndexOutOfBoundsException if it is cut off inside a header
   */
  static Outline of(byte[] bytes) {
    return new WebpOutline(bytes).read();
  }

  private Outline read() {
    long end = Integer.toUnsignedLong(data.getInt(4)) + 8;
    if (end > data.capacity()) {
      throw broken("The WebP is cut off: it should have %d bytes".formatted(end));
    }
    walk(CHUNKS, (int) end);
    if (image == null) {
      throw broken("The WebP has no image data");
    }
    Frame coded = size(image);
    Frame whole = canvas == null ? coded : canvas;
    Frame part = frame == null ? whole : frame;
    if (part.width() != coded.width()
        || part.height() != coded.height()
        || part.left() + part.width() > whole.width()
        || part.top() + part.height() > whole.height()) {
      throw broken("The WebP's image data has another size than its headers say");
    }
    return new Outline(
        whole.width(),
        whole.height(),
        part,
        orientation,
        BYTES_PER_PIXEL,
        Outline.Inks.NONE,
        still(coded, image));
  }

  private void walk(int from, int end) {
    for (int at = from; at + CHUNK_HEADER <= end; ) {
      long length = Integer.toUnsignedLong(data.getInt(at + 4));
      if (length > end - at - CHUNK_HEADER) {
        throw broken("A chunk of the WebP at byte %d is cut off".formatted(at));
      }
      ByteBuffer chunk = data.slice(at, CHUNK_HEADER + (int) length).order(ByteOrder.LITTLE_ENDIAN);
      take(name(chunk), chunk, at);
      at += CHUNK_HEADER + (int) (length + (length & 1));
    }
  }

  private void take(String name, ByteBuffer chunk, int at) {
    switch (name) {
      case "VP8X" -> canvas = new Frame(0, 0, int24(chunk, 12) + 1, int24(chunk, 15) + 1);
      case "EXIF" -> orientation = Exif.orientation(exif(chunk));
      case "ANMF" -> {
        if (frame == null) {
          frame =
              new Frame(
                  int24(chunk, 8) * 2,
                  int24(chunk, 11) * 2,
                  int24(chunk, 14) + 1,
                  int24(chunk, 17) + 1);
          walk(at + CHUNK_HEADER + FRAME_HEADER, at + chunk.capacity());
        }
      }
      case "ALPH" -> alpha = image == null ? chunk : alpha;
      case "VP8 ", "VP8L" -> image = image == null ? chunk : image;
      default -> {}
    }
  }

  /** Some writers put the name that JPEG wants before EXIF data here too. */
  private static ByteBuffer exif(ByteBuffer chunk) {
    boolean named = chunk.capacity() > 14 && chunk.get(CHUNK_HEADER) == 'E';
    return chunk.position(CHUNK_HEADER + (named ? 6 : 0));
  }

  private static Frame size(ByteBuffer image) {
    if (name(image).equals("VP8L")) {
      if (image.get(8) != VP8L_SIGNATURE) {
        throw broken("The WebP's lossless data does not begin as it should");
      }
      int sides = image.getInt(9);
      return new Frame(0, 0, (sides & SIDE) + 1, (sides >>> 14 & SIDE) + 1);
    }
    if (int24(image, 11) != VP8_START_CODE) {
      throw broken("The WebP's lossy data does not begin as it should");
    }
    return new Frame(0, 0, image.getShort(14) & SIDE, image.getShort(16) & SIDE);
  }

  private byte[] still(Frame size, ByteBuffer image) {
    ByteBuffer apart = name(image).equals("VP8 ") ? alpha : null;
    int extended = apart == null ? 0 : CHUNK_HEADER + EXTENDED + padded(apart);
    ByteBuffer file =
        ByteBuffer.allocate(CHUNKS + extended + padded(image)).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WEBP"));
    if (apart != null) {
      file.put(ascii("VP8X")).putInt(EXTENDED).put(ALPHA_FLAG).put(new byte[3]);
      putInt24(file, size.width() - 1);
      putInt24(file, size.height() - 1);
      file.put(apart.rewind()).position(CHUNKS + extended);
    }
    return file.put(image.rewind()).array();
  }

  private static int padded(ByteBuffer chunk) {
    return chunk.capacity() + (chunk.capacity() & 1);
  }

  private static String name(ByteBuffer chunk) {
    byte[] name = new byte[4];
    chunk.get(0, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static int int24(ByteBuffer chunk, int at) {
    return Short.toUnsignedInt(chunk.getShort(at)) | (chunk.get(at + 2) & 0xff) << 16;
  }

  private static void putInt24(ByteBuffer file, int value) {
    file.putShort((short) value).put((byte) (value >>> 16));
  }
}
