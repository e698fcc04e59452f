package org.imagecaptioning.captions.sheet;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * How a letter is written, in the units of {@code lettering/letters.txt}, where y goes up.
 *
 * @param advance how far the next letter is from it
 * @param strokes where the middle of the pen goes
 */
record Letter(double advance, Path2D strokes) {

  private static final double PEN = 1.75;
  private static final double HEIGHT_OF_X = 9;

  /** A stroke is made of pieces that fit its shape to a few hundredths, whatever the unit. */
  private static final double FINE = 64;

  /**
   * This letter with a mark, in the middle of it.
   *
   * @param mark whose strokes are to the left and right of 0, over an x or below the line
   */
  Letter with(Letter mark) {
    return with(mark, strokes.getBounds2D().getCenterX());
  }

  /** This letter with a mark that hangs from its right foot. */
  Letter withAtRight(Letter mark) {
    return with(mark, strokes.getBounds2D().getMaxX());
  }

  private Letter with(Letter mark, double x) {
    Rectangle2D bounds = strokes.getBounds2D();
    double rise = mark.isOverX() ? Math.max(0, bounds.getMaxY() - HEIGHT_OF_X) : 0;
    Path2D both = new Path2D.Double(strokes);
    both.append(mark.strokes.getPathIterator(AffineTransform.getTranslateInstance(x, rise)), false);
    return new Letter(advance, both);
  }

  /** Whether it is over an x, as most marks are. */
  boolean isOverX() {
    return strokes.getBounds2D().getMinY() > HEIGHT_OF_X;
  }

  /** What the pen covers, to be filled: the letter stands on 0, and y goes down. */
  Shape outline() {
    BasicStroke pen =
        new BasicStroke((float) (PEN * FINE), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    AffineTransform large = AffineTransform.getScaleInstance(FINE, -FINE);
    Shape covered = pen.createStrokedShape(large.createTransformedShape(strokes));
    AffineTransform place = AffineTransform.getTranslateInstance(0, -PEN / 2);
    place.scale(1 / FINE, 1 / FINE);
    return place.createTransformedShape(covered);
  }
}
