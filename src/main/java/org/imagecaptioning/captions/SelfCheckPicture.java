package org.imagecaptioning.captions;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The built-in picture: a sun over grass. */
final class SelfCheckPicture {

  private static final int SIDE = 160;
  private static final int HORIZON = 100;
  private static final int SKY = 0x87b5e0;
  private static final int GRASS = 0x3f8a3c;
  private static final int SUN = 0xf4d35e;

  private SelfCheckPicture() {}

  /** As a PNG. */
  static byte[] png() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean sun = Math.hypot(x - 110, y - 40) < 22;
        image.setRGB(x, y, sun ? SUN : y < HORIZON ? SKY : GRASS);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return png.toByteArray();
  }
}
