package org.imagecaptioning.features.tck;

import java.util.List;
import org.imagecaptioning.images.Picture;

/** Pictures made by formulas, of any size. */
final class Pictures {

  private Pictures() {}

  /** Waves of another length and direction in each colour, the same at every size. */
  static Picture waves(int width, int height) {
    return waves(width, height, 0);
  }

  /**
   * @param shift makes another picture of it
   */
  static Picture waves(int width, int height, double shift) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      double v = (y + 0.5) / height;
      for (int x = 0; x < width; x++) {
        double u = (x + 0.5) / width;
        int at = 3 * (y * width + x);
        rgb[at] = level(Math.sin(7 * u + 3 * v + shift));
        rgb[at + 1] = level(Math.sin(2 * u - 9 * v + 2 * shift));
        rgb[at + 2] = level(Math.sin(11 * u * v + 3 * shift));
      }
    }
    return new Picture(width, height, rgb);
  }

  static Picture plain(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int at = 0; at < rgb.length; at += 3) {
      rgb[at] = (byte) red;
      rgb[at + 1] = (byte) green;
      rgb[at + 2] = (byte) blue;
    }
    return new Picture(width, height, rgb);
  }

  /** As dark, bright, small, narrow and flat as pictures get. */
  static List<Picture> extremes() {
    return List.of(
        plain(64, 64, 0, 0, 0),
        plain(64, 64, 255, 255, 255),
        plain(1, 1, 255, 0, 0),
        waves(1, 500),
        waves(500, 1));
  }

  static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresOfA += (double) a[i] * a[i];
      squaresOfB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresOfA * squaresOfB);
  }

  private static byte level(double wave) {
    return (byte) Math.round(127.5 + 127.5 * wave);
  }
}
