package org.imagecaptioning.features.onnx;

import java.nio.FloatBuffer;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.PixelTable;
import org.imagecaptioning.images.Picture;

/** Pixels to an encoder's input. */
final class Normalizer {

  private final PixelTable table;

  Normalizer(EncoderInput input) {
    table = new PixelTable(input);
  }

  /**
   * @param picture of the encoder's width and height
   * @param to shape (3, height, width); its position is neither used nor moved
   */
  void normalize(Picture picture, FloatBuffer to) {
    byte[] rgb = picture.rgb();
    int pixels = picture.width() * picture.height();
    for (int channel = 0; channel < PixelTable.CHANNELS; channel++) {
      float[] values = table.of(channel);
      int plane = channel * pixels;
      for (int p = 0, i = channel; p < pixels; p++, i += PixelTable.CHANNELS) {
        to.put(plane + p, values[rgb[i] & 0xff]);
      }
    }
  }
}
