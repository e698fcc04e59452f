package org.imagecaptioning.captions;

import java.util.List;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;

/** An encoder without weights: the mean red, green and blue of each quarter of a picture. */
class ColourGrid implements FeatureExtractor {

  static final int DEPTH = 12;

  static final EncoderInput INPUT =
      new EncoderInput(2, 2, List.of(0f, 0f, 0f), List.of(255f, 255f, 255f));

  /** Run before each picture; a test may wait here. */
  volatile Runnable before = () -> {};

  @Override
  public EncoderInput input() {
    return INPUT;
  }

  @Override
  public int places() {
    return 1;
  }

  @Override
  public int depth() {
    return DEPTH;
  }

  @Override
  public Features extract(Picture picture) {
    before.run();
    double[] sums = new double[DEPTH];
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
    float[] values = new float[DEPTH];
    for (int d = 0; d < DEPTH; d++) {
      values[d] = (float) (sums[d] / Math.max(1, counts[d / 3]) / 255);
    }
    return new Features(1, DEPTH, values);
  }

  @Override
  public void close() {}
}
