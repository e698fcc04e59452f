package org.imagecaptioning.captions.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.imagecaptioning.features.Grid;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionSheetTest {

  private static final Grid GRID = new Grid(2, 2);
  private static final int MARGIN = 20;
  private static final int HEADLINE = 50;
  private static final int GAP = 14;
  private static final int BELOW = 40;

  @Test
  void pictureComesFirstThenACopyForEachWordThatIsBrightWhereTheModelLooked() {
    BufferedImage sheet =
        AttentionSheet.draw(
            orange(480, 360),
            GRID,
            List.of(
                new SheetWord("a", new float[] {0.97f, 0.01f, 0.01f, 0.01f}),
                new SheetWord("dog", new float[] {0.01f, 0.01f, 0.01f, 0.97f})));

    // three tiles of 240 x 180, two of them in the first row
    assertThat(sheet.getWidth()).isEqualTo(2 * MARGIN + 2 * 240 + GAP);
    int left = MARGIN;
    int right = MARGIN + 240 + GAP;
    int top = MARGIN + HEADLINE;
    int bottom = top + 180 + BELOW;
    assertThat(colour(sheet, left + 5, top + 5)).isEqualTo(Color.ORANGE);
    assertThat(colour(sheet, left + 235, top + 175)).isEqualTo(Color.ORANGE);
    assertThat(light(sheet, right + 5, top + 5)).isGreaterThan(0.9);
    assertThat(light(sheet, right + 235, top + 175)).isLessThan(0.5);
    assertThat(light(sheet, left + 5, bottom + 5)).isLessThan(0.5);
    assertThat(light(sheet, left + 235, bottom + 175)).isGreaterThan(0.9);
    Color unseen = colour(sheet, left + 2, bottom + 2);
    assertThat(unseen.getRed() - unseen.getBlue()).isLessThan(20);
  }

  @Test
  void eachWordStandsBelowItsTile() {
    BufferedImage sheet = AttentionSheet.draw(orange(400, 400), GRID, words(5));

    // 240 x 240 tiles, three in a row
    assertThat(sheet.getWidth()).isEqualTo(2 * MARGIN + 3 * 240 + 2 * GAP);
    int below = MARGIN + HEADLINE + 240;
    assertThat(hasInk(sheet, MARGIN, below, 240, BELOW)).isFalse();
    for (int column = 1; column < 3; column++) {
      assertThat(hasInk(sheet, MARGIN + column * (240 + GAP), below, 240, BELOW)).isTrue();
    }
    assertThat(hasInk(sheet, MARGIN, MARGIN, 240, HEADLINE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"640,480", "480,640", "3000,20", "20,3000", "1,1", "2,900"})
  void picturesOfAnyShapeGetASheetOfASensibleOne(int width, int height) {
    BufferedImage sheet = AttentionSheet.draw(orange(width, height), GRID, words(11));

    double shape = (double) sheet.getWidth() / sheet.getHeight();
    assertThat(shape).isBetween(0.7, 3.0);
    assertThat(sheet.getWidth() * sheet.getHeight()).isLessThan(3_000_000);
  }

  @Test
  void wordWiderThanATileAndCaptionWiderThanTheSheetFitIn() {
    float[] everywhere = {0.25f, 0.25f, 0.25f, 0.25f};
    SheetWord donau = new SheetWord("donaudampfschifffahrtsgesellschaft", everywhere);
    BufferedImage sheet = AttentionSheet.draw(orange(100, 400), GRID, List.of(donau, donau, donau));

    for (int y = 0; y < sheet.getHeight(); y++) {
      assertThat(hasInk(sheet, 0, y, 10, 1)).isFalse();
      assertThat(hasInk(sheet, sheet.getWidth() - 10, y, 10, 1)).isFalse();
    }
  }

  @Test
  void sheetDrawnTwiceHasTheSameBytes() throws IOException {
    List<SheetWord> words = List.of(new SheetWord("façade", new float[] {0.1f, 0.2f, 0.3f, 0.4f}));

    assertThat(png(AttentionSheet.draw(orange(64, 48), GRID, words)))
        .isEqualTo(png(AttentionSheet.draw(orange(64, 48), GRID, words)));
  }

  private static byte[] png(BufferedImage sheet) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(sheet, "png", png);
    return png.toByteArray();
  }

  private static List<SheetWord> words(int count) {
    float[] weights = {0.1f, 0.2f, 0.3f, 0.4f};
    return IntStream.range(0, count).mapToObj(i -> new SheetWord("word", weights)).toList();
  }

  private static Picture orange(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) Color.ORANGE.getRed();
      rgb[i + 1] = (byte) Color.ORANGE.getGreen();
      rgb[i + 2] = (byte) Color.ORANGE.getBlue();
    }
    return new Picture(width, height, rgb);
  }

  private static Color colour(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  /** From 0 to 1, of orange. */
  private static double light(BufferedImage image, int x, int y) {
    return (double) colour(image, x, y).getRed() / Color.ORANGE.getRed();
  }

  private static boolean hasInk(BufferedImage image, int x, int y, int width, int height) {
    int[] pixels = image.getRGB(x, y, width, height, null, 0, width);
    return Arrays.stream(pixels).anyMatch(pixel -> (pixel & 0xff) < 0x60);
  }
}
