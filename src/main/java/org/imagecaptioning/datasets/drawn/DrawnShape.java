package org.imagecaptioning.datasets.drawn;

import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.Locale;

/** What figures look like; all fill a square of the same size, but much or little of it. */
enum DrawnShape {
  CIRCLE {
    @Override
    Shape outline(int left, int top, int size) {
      return new Ellipse2D.Double(left, top, size, size);
    }
  },
  SQUARE {
    @Override
    Shape outline(int left, int top, int size) {
      return new Rectangle(left, top, size, size);
    }
  },
  TRIANGLE {
    @Override
    Shape outline(int left, int top, int size) {
      int bottom = top + size;
      return new Polygon(
          new int[] {left, left + size, left + size / 2}, new int[] {bottom, bottom, top}, 3);
    }
  };

  abstract Shape outline(int left, int top, int size);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
