package org.imagecaptioning.images;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** Puts decoded rows on white paper, upright. */
final class Canvas {

  private Canvas() {}

  /** The bytes of the image become those of the picture if they can: one copy fewer. */
  static Picture paint(BufferedImage image, Outline outline) {
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && outline.isCoveredByFrame()
        && outline.orientation() == Orientation.UPRIGHT
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getSize() == outline.pixels() * 3) {
      return new Picture(outline.width(), outline.height(), swapRedAndBlue(buffer.getData()));
    }
    return paint(PixelRows.of(image), outline);
  }

  static Picture paint(PixelRows rows, Outline outline) {
    int width = outline.width();
    int height = outline.height();
    Outline.Frame frame = outline.frame();
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    if (!outline.isCoveredByFrame()) {
      Arrays.fill(rgb, (byte) 255);
    }
    Orientation up = outline.orientation();
    int right = up.alongRow(width, height);
    int down = up.alongColumn(width, height);
    int first = up.first(width, height) + frame.left() * right + frame.top() * down;
    int[] argb = new int[frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      rows.read(y, argb);
      int to = first + y * down;
      for (int pixel : argb) {
        put(pixel, rgb, to * 3);
        to += right;
      }
    }
    return new Picture(up.width(width, height), up.height(width, height), rgb);
  }

  private static void put(int argb, byte[] rgb, int to) {
    int alpha = argb >>> 24;
    rgb[to] = overWhite(argb >> 16 & 0xff, alpha);
    rgb[to + 1] = overWhite(argb >> 8 & 0xff, alpha);
    rgb[to + 2] = overWhite(argb & 0xff, alpha);
  }

  private static byte overWhite(int value, int alpha) {
    return (byte) (alpha == 255 ? value : 255 - ((255 - value) * alpha + 127) / 255);
  }

  private static byte[] swapRedAndBlue(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      byte blue = pixels[i];
      pixels[i] = pixels[i + 2];
      pixels[i + 2] = blue;
    }
    return pixels;
  }
}
