package org.imagecaptioning.captions.sheet;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes {@code lettering/roboto.txt} of Roboto-Regular.ttf, the font of 2017 with 2048 units an em:
 * Latin, Greek and Cyrillic letters, digits and punctuation. To be run where Java has fonts.
 */
final class LetteringFile {

  private static final int EM = 2048;

  private static final List<Range> LETTERS =
      List.of(
          new Range(0x20, 0x7e),
          new Range(0xa1, 0x17f),
          new Range(0x386, 0x3ce),
          new Range(0x400, 0x45f),
          new Range(0x2010, 0x2026));

  private record Range(int first, int last) {}

  private LetteringFile() {}

  /**
   * @param arguments the font, and the file to write
   */
  public static void main(String[] arguments) throws IOException, FontFormatException {
    Font font = Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[0]).toFile());
    Font sized = font.deriveFont((float) EM);
    String lines =
        LETTERS.stream()
            .flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last()))
            .filter(sized::canDisplay)
            .mapToObj(letter -> line(sized, letter) + "\n")
            .collect(Collectors.joining());
    Files.writeString(Path.of(arguments[1]), lines);
  }

  private static String line(Font font, int letter) {
    GlyphVector glyph =
        font.createGlyphVector(new FontRenderContext(null, true, true), Character.toString(letter));
    StringBuilder line = new StringBuilder();
    line.append(Integer.toHexString(letter));
    line.append(' ').append(Math.round(glyph.getGlyphMetrics(0).getAdvanceX()));
    double[] at = new double[6];
    for (PathIterator path = glyph.getOutline().getPathIterator(null);
        !path.isDone();
        path.next()) {
      int kind = path.currentSegment(at);
      line.append(' ').append("MLQCZ".charAt(kind));
      for (int i = 0; i < new int[] {2, 2, 4, 6, 0}[kind]; i++) {
        line.append(' ').append(Math.round(at[i]));
      }
    }
    return line.toString();
  }
}
