package org.imagecaptioning.captions;

import java.util.List;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;

/**
 * An encoder without weights: the mean red, green and blue of each quarter of a picture, as one
 * place or as four.
 */
class ColourGrid implements FeatureExtractor {

  static final int QUARTERS = 4;
  static final int NUMBERS = 3 * QUARTERS;

  static final EncoderInput INPUT =
      new EncoderInput(2, 2, List.of(0f, 0f, 0f), List.of(255f, 255f, 255f));

  private final int places;

  ColourGrid(int places) {
    this.places = places;
  }

  /** Run before each picture; a test may wait here. */
  volatile Runnable before = () -> {};

  @Override
  public EncoderInput input() {
    return INPUT;
  }

  @Override
  public int places() {
    return places;
  }

  @Override
  public int depth() {
    return NUMBERS / places;
  }

  @Override
  public Features extract(Picture picture) {
    before.run();
    double[] sums = new double[NUMBERS];
    int[] counts = new int[4];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int quarter = 2 * (2 * y / picture.height()) + 2 * x / picture.width();
        counts[quarter]++;
        for (int channel = 0; channel < 3; channel++) {
          sums[3 * quarter + channel] +=
              picture.rgb()[3 * (y * picture.width() + x) + channel] & 0xff;
        }
      }
    }
    float[] values = new float[NUMBERS];
    for (int d = 0; d < NUMBERS; d++) {
      values[d] = (float) (sums[d] / Math.max(1, counts[d / 3]) / 255);
    }
    return new Features(places, depth(), values);
  }

  @Override
  public void close() {}
}
