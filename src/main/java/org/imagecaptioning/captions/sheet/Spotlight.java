package org.imagecaptioning.captions.sheet;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.imagecaptioning.images.Picture;

/** A picture as it is, or lit where a model looked. */
final class Spotlight {

  /** How bright what was not looked at stays, without its colour. */
  private static final float DARK = 0.4f;

  private Spotlight() {}

  static BufferedImage none(Picture picture) {
    float[] everywhere = new float[picture.width() * picture.height()];
    Arrays.fill(everywhere, 1);
    return lit(picture, everywhere);
  }

  static BufferedImage on(Picture picture, AttentionMap map) {
    return lit(picture, map.sized(picture.width(), picture.height()));
  }

  /**
   * @param light from 0 to 1, shape (height, width)
   */
  private static BufferedImage lit(Picture picture, float[] light) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[light.length];
    byte[] rgb = picture.rgb();
    for (int i = 0; i < pixels.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      float dark = DARK * (0.299f * red + 0.587f * green + 0.114f * blue);
      pixels[i] =
          mixed(dark, red, light[i]) << 16
              | mixed(dark, green, light[i]) << 8
              | mixed(dark, blue, light[i]);
    }
    image.setRGB(0, 0, picture.width(), picture.height(), pixels, 0, picture.width());
    return image;
  }

  private static int mixed(float dark, int full, float light) {
    return Math.round(dark + (full - dark) * light);
  }
}
