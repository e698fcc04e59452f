package org.imagecaptioning.captions.sheet;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringTokenizer;

/**
 * Letters as outlines, so that text is drawn where there are no fonts: in a small container Java
 * finds none and fails. Latin, Greek and Cyrillic letters of Roboto; what else there may be is
 * drawn as an empty box.
 */
final class Lettering {

  /** Units of the outlines in the height of the font. */
  private static final double EM = 2048;

  private static final String FILE = "/lettering/roboto.txt";

  private static final Glyph BOX = box();

  private final Map<Integer, Glyph> glyphs;

  private Lettering(Map<Integer, Glyph> glyphs) {
    this.glyphs = glyphs;
  }

  /**
   * @param advance how far the next letter is from it
   * @param outline y goes down, the letter stands on 0
   */
  private record Glyph(int advance, Path2D outline) {}

  /** Made when it is first asked for. */
  static Lettering roboto() {
    return Holder.ROBOTO;
  }

  /**
   * How wide a text is.
   *
   * @param size the height of the font
   */
  double width(String text, double size) {
    return text.codePoints().map(letter -> glyph(letter).advance()).sum() * size / EM;
  }

  /**
   * A text, to be filled.
   *
   * @param x where it begins
   * @param y what it stands on
   * @param size the height of the font
   */
  Shape outline(String text, double x, double y, double size) {
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(size / EM, size / EM);
    for (int letter : text.codePoints().toArray()) {
      Glyph glyph = glyph(letter);
      all.append(glyph.outline().getPathIterator(place), false);
      place.translate(glyph.advance(), 0);
    }
    return all;
  }

  private Glyph glyph(int letter) {
    return glyphs.getOrDefault(letter, BOX);
  }

  private static Glyph box() {
    Path2D outline = new Path2D.Double();
    for (int[] corners : new int[][] {{100, 0, 1000, -1400}, {850, -150, 250, -1250}}) {
      outline.moveTo(corners[0], corners[1]);
      outline.lineTo(corners[2], corners[1]);
      outline.lineTo(corners[2], corners[3]);
      outline.lineTo(corners[0], corners[3]);
      outline.closePath();
    }
    return new Glyph(1100, outline);
  }

  private static Lettering read(List<String> lines) {
    Map<Integer, Glyph> glyphs = new HashMap<>();
    for (String line : lines) {
      StringTokenizer tokens = new StringTokenizer(line);
      int letter = Integer.parseInt(tokens.nextToken(), 16);
      int advance = Integer.parseInt(tokens.nextToken());
      glyphs.put(letter, new Glyph(advance, path(tokens)));
    }
    return new Lettering(glyphs);
  }

  /** As in SVG: M moves, L draws a line, Q a quadratic curve, Z closes. */
  private static Path2D path(StringTokenizer tokens) {
    Path2D path = new Path2D.Float(Path2D.WIND_NON_ZERO);
    while (tokens.hasMoreTokens()) {
      switch (tokens.nextToken()) {
        case "M" -> path.moveTo(number(tokens), number(tokens));
        case "L" -> path.lineTo(number(tokens), number(tokens));
        case "Q" -> path.quadTo(number(tokens), number(tokens), number(tokens), number(tokens));
        default -> path.closePath();
      }
    }
    return path;
  }

  private static int number(StringTokenizer tokens) {
    return Integer.parseInt(tokens.nextToken());
  }

  private static final class Holder {

    static final Lettering ROBOTO = load();

    private static Lettering load() {
      try (InputStream in = Objects.requireNonNull(Lettering.class.getResourceAsStream(FILE))) {
        return read(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
