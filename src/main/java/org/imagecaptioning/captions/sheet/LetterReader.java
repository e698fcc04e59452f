package org.imagecaptioning.captions.sheet;

import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/** Reads {@code lettering/letters.txt}, which begins with a description of itself. */
final class LetterReader {

  /** How far the handles of a quarter are from its ends: a little squarer than an ellipse. */
  private static final double ROUNDNESS = 0.58;

  /** The pen goes round a dot at this distance, then across it: so it is larger than the pen. */
  private static final double DOT = 0.28;

  private final StringTokenizer tokens;
  private final Path2D strokes = new Path2D.Double();

  private LetterReader(StringTokenizer tokens) {
    this.tokens = tokens;
  }

  /** Each letter by what it is in a text. */
  static Map<String, Letter> read(String file) {
    return file.lines()
        .filter(line -> !line.startsWith("//"))
        .map(StringTokenizer::new)
        .collect(
            Collectors.toUnmodifiableMap(
                line -> name(line.nextToken()), line -> new LetterReader(line).letter()));
  }

  private static String name(String token) {
    return token.startsWith("U+")
        ? Character.toString(Integer.parseInt(token.substring(2), 16))
        : token;
  }

  private Letter letter() {
    double before = number();
    double after = number();
    while (tokens.hasMoreTokens()) {
      stroke(tokens.nextToken());
    }
    Rectangle2D bounds = strokes.getBounds2D();
    strokes.transform(AffineTransform.getTranslateInstance(before, 0));
    return new Letter(before + bounds.getMaxX() + after, strokes);
  }

  private void stroke(String kind) {
    switch (kind) {
      case "M" -> strokes.moveTo(number(), number());
      case "L" -> strokes.lineTo(number(), number());
      case "C" -> strokes.curveTo(number(), number(), number(), number(), number(), number());
      case "A" -> quarter(number(), number(), true);
      case "U" -> quarter(number(), number(), false);
      case "." -> dot(number(), number());
      case "Z" -> strokes.closePath();
      default -> throw new IllegalArgumentException("no stroke is called " + kind);
    }
  }

  private void quarter(double x, double y, boolean across) {
    Point2D from = strokes.getCurrentPoint();
    double dx = ROUNDNESS * (x - from.getX());
    double dy = ROUNDNESS * (y - from.getY());
    if (across) {
      strokes.curveTo(from.getX() + dx, from.getY(), x, y - dy, x, y);
    } else {
      strokes.curveTo(from.getX(), from.getY() + dy, x - dx, y, x, y);
    }
  }

  private void dot(double x, double y) {
    strokes.append(new Ellipse2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT), false);
    strokes.moveTo(x - DOT, y);
    strokes.lineTo(x + DOT, y);
  }

  private double number() {
    return Double.parseDouble(tokens.nextToken());
  }
}
