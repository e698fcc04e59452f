package org.imagecaptioning.images;

import static org.imagecaptioning.images.ImageException.broken;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.imagecaptioning.images.Outline.Frame;

/**
 * Walks the blocks of a GIF (GIF89a specification) up to the end of its first frame and keeps what
 * that frame needs: screen, colours, transparency, data.
 */
final class GifOutline {

  private static final int SCREEN = 13;
  private static final int DESCRIPTOR = 10;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int TRAILER = 0x3b;
  private static final int BYTES_PER_PIXEL = 1 + 3;

  private final byte[] bytes;
  private final ByteBuffer data;
  private final ByteArrayOutputStream cleaned;

  private GifOutline(byte[] bytes) {
    this.bytes = bytes;
    this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.cleaned = new ByteArrayOutputStream(bytes.length);
  }

  /**
   * @throws ImageException if the file ends before its first frame does
   * @throws IndexOutOfBoundsException if it is cut off inside a block
   */
  static Outline of(byte[] bytes) {
    return new GifOutline(bytes).read();
  }

  private Outline read() {
    int at = SCREEN + paletteBytes(data.get(SCREEN - 3));
    keep(0, at);
    int control = -1;
    while (data.get(at) == '!') {
      if ((data.get(at + 1) & 0xff) == GRAPHIC_CONTROL) {
        control = at;
      }
      at = endOfSubBlocks(at + 2);
    }
    if (data.get(at) != ',') {
      throw broken("The GIF has no frame where one should be, at byte %d".formatted(at));
    }
    if (control >= 0) {
      keep(control, endOfSubBlocks(control + 2));
    }
    int pixels = at + DESCRIPTOR + paletteBytes(data.get(at + DESCRIPTOR - 1)) + 1;
    keep(at, endOfSubBlocks(pixels));
    cleaned.write(TRAILER);
    return outline(
        new Frame(
            unsignedShort(at + 1),
            unsignedShort(at + 3),
            unsignedShort(at + 5),
            unsignedShort(at + 7)));
  }

  /** A frame that is larger than its screen enlarges it, as in browsers. */
  private Outline outline(Frame frame) {
    if (frame.width() == 0 || frame.height() == 0) {
      throw broken("The GIF's first frame has no pixels");
    }
    return new Outline(
        Math.max(unsignedShort(6), frame.left() + frame.width()),
        Math.max(unsignedShort(8), frame.top() + frame.height()),
        frame,
        Orientation.UPRIGHT,
        BYTES_PER_PIXEL,
        Outline.Inks.NONE,
        cleaned.toByteArray());
  }

  private static int paletteBytes(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private int endOfSubBlocks(int at) {
    int end = at;
    for (int length = data.get(end) & 0xff; length > 0; length = data.get(end) & 0xff) {
      end += length + 1;
    }
    return end + 1;
  }

  private void keep(int from, int to) {
    cleaned.write(bytes, from, to - from);
  }

  private int unsignedShort(int at) {
    return Short.toUnsignedInt(data.getShort(at));
  }
}
