package org.imagecaptioning.features;

/** Pixels to what an encoder takes, by a table of the 256 values that each channel can take. */
public final class PixelTable {

  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  private final float[][] values = new float[CHANNELS][256];

  public PixelTable(EncoderInput input) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      float mean = input.mean().get(channel);
      float std = input.std().get(channel);
      for (int pixel = 0; pixel < 256; pixel++) {
        values[channel][pixel] = (pixel - mean) / std;
      }
    }
  }

  /**
   * What becomes of each pixel of a channel.
   *
   * @param channel 0 for red, 1 for green, 2 for blue
   * @return shape (256); not a copy
   */
  public float[] of(int channel) {
    return values[channel];
  }
}
