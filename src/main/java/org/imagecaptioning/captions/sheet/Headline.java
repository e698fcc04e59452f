package org.imagecaptioning.captions.sheet;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A caption over its tiles, in as many lines as it takes.
 *
 * @param lines from the top
 */
record Headline(List<String> lines, Lettering lettering) {

  private static final double SIZE = 28;
  private static final int LINE = 38;
  private static final int BASE_LINE = 26;
  private static final int BELOW = 12;

  Headline {
    lines = List.copyOf(lines);
  }

  /**
   * @param width of a line; a word that is wider has a line of its own
   */
  static Headline of(String caption, int width, Lettering lettering) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : caption.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && lettering.width(longer, SIZE) > width) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return new Headline(lines, lettering);
  }

  int height() {
    return lines.size() * LINE + BELOW;
  }

  void draw(Graphics2D graphics) {
    for (int i = 0; i < lines.size(); i++) {
      graphics.fill(lettering.outline(lines.get(i), 0, i * LINE + BASE_LINE, SIZE));
    }
  }
}
