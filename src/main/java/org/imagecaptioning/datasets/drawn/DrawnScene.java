package org.imagecaptioning.datasets.drawn;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A scene on its way to a picture: the jitter tells this picture from others of the same scene. */
public final class DrawnScene {

  /** Width and height of every picture in pixels. */
  public static final int SIDE = 64;

  private final Scene scene;
  private final long jitter;

  DrawnScene(Scene scene, long jitter) {
    this.scene = scene;
    this.jitter = jitter;
  }

  /** The only right caption. */
  public String caption() {
    return scene.caption();
  }

  /** The picture, the same at each call: RGB, {@link #SIDE} x {@link #SIDE}. */
  public BufferedImage image() {
    RandomGenerator random = new SplittableRandom(jitter);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      // Antialiased edges depend on the JDK's rasteriser, and pictures shall not.
      graphics.setRenderingHint(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
      graphics.setColor(scene.background());
      graphics.fillRect(0, 0, SIDE, SIDE);
      for (Figure figure : scene.figures(random)) {
        figure.paint(graphics, random);
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** The pixels: rows from the top, pixels from the left, red, green, blue. */
  public byte[] rgb() {
    int[] pixels = image().getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
    byte[] rgb = new byte[pixels.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return rgb;
  }
}
