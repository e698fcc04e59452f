package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeJpegTest {

  private static final int SIDE = 224;

  private static byte[] large;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @BeforeAll
  static void drawALargePicture() throws IOException {
    large = jpeg(2403, 1805);
  }

  @ParameterizedTest
  @CsvSource({
    "4000, 3000, 4",
    "4032, 3024, 4",
    "8000, 6000, 8",
    "1000, 1000, 2",
    "896, 896, 2",
    "895, 896, 1",
    "640, 480, 1",
    "4000, 300, 1",
    "10, 10, 1"
  })
  void sidesAreDividedWhileTwiceOfWhatIsNeededIsLeft(int width, int height, int expected) {
    Outline outline = Outline.of(width, height, Orientation.UPRIGHT, 3, new byte[0]);
    assertThat(NativeJpeg.reduction(outline, 2 * SIDE, 2 * SIDE)).isEqualTo(expected);
  }

  @Test
  void largePictureIsDecodedSmallerAndItsSizeIsStillKnown() {
    DecodedImage decoded = decoder.decode(large, SIDE, SIDE);
    assertThat(decoded.picture().width()).isEqualTo(601);
    assertThat(decoded.picture().height()).isEqualTo(452);
    assertThat(decoded.width()).isEqualTo(2403);
    assertThat(decoded.height()).isEqualTo(1805);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientationIsUprightAlsoWhenSmaller(int orientation) {
    byte[] bytes = Samples.bytes("orientation-" + orientation + ".jpg");
    Picture expected = decoder.decode(bytes);
    DecodedImage decoded = decoder.decode(bytes, expected.width() / 4, expected.height() / 4);
    assertThat(decoded.width()).isEqualTo(expected.width());
    assertThat(decoded.height()).isEqualTo(expected.height());
    assertThat(decoded.picture().width()).isLessThan(expected.width());
    assertThat(decoded.picture().width() > decoded.picture().height())
        .isEqualTo(expected.width() > expected.height());
  }

  @Test
  void whatIsNotPlainlyInOrderIsLeftToTheOtherReader() {
    byte[] damaged = Arrays.copyOf(large, large.length / 2);
    damaged[damaged.length - 2] = (byte) 0xff;
    damaged[damaged.length - 1] = (byte) 0xd9;

    assertThat(NativeJpeg.decode(JpegOutline.of(large), 4)).isPresent();
    assertThat(NativeJpeg.decode(JpegOutline.of(damaged), 4)).isEmpty();
    for (String name : List.of("jpeg-grey.jpg", "jpeg-cmyk.jpg", "jpeg-ycck.jpg")) {
      assertThat(NativeJpeg.decode(JpegOutline.of(Samples.bytes(name)), 1)).as(name).isEmpty();
    }
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
    pen.fillRect(0, 0, width, height);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      pen.setColor(new Color(random.nextInt(0x1000000)));
      pen.fillOval(
          random.nextInt(width), random.nextInt(height), random.nextInt(300), random.nextInt(300));
    }
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }
}
