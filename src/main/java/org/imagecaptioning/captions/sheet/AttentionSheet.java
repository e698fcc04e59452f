package org.imagecaptioning.captions.sheet;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import org.imagecaptioning.features.Grid;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.images.Resampler;

/**
 * A picture and what was said of it in one image, as Xu et al. 2015 print them: the picture, then
 * for each word a copy of it that is bright where the model looked before the word, and dark and
 * grey where it did not, with the word below.
 */
public final class AttentionSheet {

  /** The longer side of a tile, in pixels. */
  public static final int TILE = 240;

  private static final int MARGIN = 20;
  private static final double WORD_SIZE = 22;
  private static final Color PAPER = Color.WHITE;
  private static final Color INK = new Color(0x202020);

  private final Lettering lettering = Lettering.plain();
  private final Picture tile;
  private final Grid grid;
  private final List<SheetWord> words;
  private final SheetLayout layout;
  private final Headline headline;

  private AttentionSheet(Picture tile, Grid grid, List<SheetWord> words) {
    this.tile = tile;
    this.grid = grid;
    this.words = words;
    this.layout = SheetLayout.of(tile.width(), tile.height(), words.size() + 1);
    String caption = words.stream().map(SheetWord::text).collect(Collectors.joining(" "));
    this.headline = Headline.of(caption, layout.width(), lettering);
  }

  /**
   * @param picture what was captioned, whole, of any size
   * @param grid of the words' weights
   * @param words of the caption, at least one
   */
  public static BufferedImage draw(Picture picture, Grid grid, List<SheetWord> words) {
    double scale = (double) TILE / Math.max(picture.width(), picture.height());
    int width = (int) Math.max(1, Math.round(picture.width() * scale));
    int height = (int) Math.max(1, Math.round(picture.height() * scale));
    return new AttentionSheet(Resampler.resize(picture, width, height), grid, words).draw();
  }

  private BufferedImage draw() {
    BufferedImage sheet =
        new BufferedImage(
            layout.width() + 2 * MARGIN,
            headline.height() + layout.height() + 2 * MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(PAPER);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setColor(INK);
      graphics.translate(MARGIN, MARGIN);
      headline.draw(graphics);
      graphics.translate(0, headline.height());
      drawTile(graphics, 0, Spotlight.none(tile));
      for (int i = 0; i < words.size(); i++) {
        AttentionMap map = new AttentionMap(grid, words.get(i).attention());
        drawTile(graphics, i + 1, Spotlight.on(tile, map));
        drawWord(graphics, i + 1, words.get(i).text());
      }
    } finally {
      graphics.dispose();
    }
    return sheet;
  }

  private void drawTile(Graphics2D graphics, int cell, BufferedImage image) {
    int indent = (layout.cellWidth() - tile.width()) / 2;
    graphics.drawImage(image, layout.x(cell) + indent, layout.y(cell), null);
  }

  private void drawWord(Graphics2D graphics, int cell, String word) {
    double width = lettering.width(word, WORD_SIZE);
    double size = WORD_SIZE * Math.min(1, layout.cellWidth() / width);
    double indent = (layout.cellWidth() - lettering.width(word, size)) / 2;
    double y = layout.y(cell) + tile.height() + SheetLayout.BASE_LINE;
    graphics.fill(lettering.outline(word, layout.x(cell) + indent, y, size));
  }
}
