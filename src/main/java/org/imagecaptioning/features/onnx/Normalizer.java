package org.imagecaptioning.features.onnx;

import java.nio.FloatBuffer;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.images.Picture;

/** Pixels to an encoder's input, by a table of the 256 values that each channel can take. */
final class Normalizer {

  private static final int CHANNELS = 3;

  private final float[][] table = new float[CHANNELS][256];

  Normalizer(EncoderInput input) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      float mean = input.mean().get(channel);
      float std = input.std().get(channel);
      for (int pixel = 0; pixel < 256; pixel++) {
        table[channel][pixel] = (pixel - mean) / std;
      }
    }
  }

  /**
   * @param picture of the encoder's width and height
   * @param to shape (3, height, width); its position is neither used nor moved
   */
  void normalize(Picture picture, FloatBuffer to) {
    byte[] rgb = picture.rgb();
    int pixels = picture.width() * picture.height();
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] values = table[channel];
      int plane = channel * pixels;
      for (int p = 0, i = channel; p < pixels; p++, i += CHANNELS) {
        to.put(plane + p, values[rgb[i] & 0xff]);
      }
    }
  }
}
