package org.imagecaptioning.datasets.drawn;

import java.awt.Color;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Colours of figures, far enough apart that no jitter turns one into another. */
enum DrawnColor {
  RED(215, 40, 40),
  GREEN(40, 160, 60),
  BLUE(45, 70, 215),
  YELLOW(235, 210, 45);

  private static final int JITTER = 10;

  private final int red;
  private final int green;
  private final int blue;

  DrawnColor(int red, int green, int blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  /** A shade of this colour. */
  Color shade(RandomGenerator jitter) {
    return new Color(near(red, jitter), near(green, jitter), near(blue, jitter));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static int near(int value, RandomGenerator jitter) {
    return value + jitter.nextInt(-JITTER, JITTER + 1);
  }
}
