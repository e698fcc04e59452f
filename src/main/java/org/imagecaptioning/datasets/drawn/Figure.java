package org.imagecaptioning.datasets.drawn;

import java.awt.Graphics2D;
import java.util.random.RandomGenerator;

/**
 * A shape on the picture.
 *
 * @param x middle of the square it fills, in pixels from the left
 * @param y the same from the top
 * @param size side of that square in pixels
 */
record Figure(Subject subject, int x, int y, int size) {

  void paint(Graphics2D graphics, RandomGenerator jitter) {
    graphics.setColor(subject.color().shade(jitter));
    graphics.fill(subject.shape().outline(x - size / 2, y - size / 2, size));
  }

  /** Somewhere around a place. */
  static int near(int middle, int atMost, RandomGenerator jitter) {
    return middle + jitter.nextInt(-atMost, atMost + 1);
  }
}
