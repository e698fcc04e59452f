package org.imagecaptioning.features.onnx;

import java.nio.FloatBuffer;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.PixelTable;
import org.imagecaptioning.images.Picture;

/** Pixels to an encoder's input. */
final class Normalizer {

  /** Arrays are written to more quickly than memory outside the heap; these stay in the cache. */
  private static final int AT_ONCE = 1024;

  private final PixelTable table;

  Normalizer(EncoderInput input) {
    table = new PixelTable(input);
  }

  /**
   * @param picture of the encoder's width and height
   * @param to shape (3, height, width); its position is neither used nor moved
   */
  void normalize(Picture picture, FloatBuffer to) {
    int pixels = picture.width() * picture.height();
    float[] some = new float[Math.min(AT_ONCE, pixels)];
    for (int channel = 0; channel < PixelTable.CHANNELS; channel++) {
      float[] values = table.of(channel);
      for (int p = 0; p < pixels; p += some.length) {
        int count = Math.min(some.length, pixels - p);
        look(picture.rgb(), p * PixelTable.CHANNELS + channel, values, some, count);
        to.put(channel * pixels + p, some, 0, count);
      }
    }
  }

  /** Every third byte from one on, as its value. */
  private static void look(byte[] rgb, int from, float[] values, float[] to, int count) {
    for (int p = 0, i = from; p < count; p++, i += PixelTable.CHANNELS) {
      to[p] = values[rgb[i] & 0xff];
    }
  }
}
