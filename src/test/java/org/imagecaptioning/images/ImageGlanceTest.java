package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageGlanceTest {

  @ParameterizedTest
  @CsvSource({"jpeg, JPEG", "png, PNG", "gif, GIF", "bmp, BMP"})
  void headSaysHowManyPixelsThereAre(String written, String format) {
    byte[] head = Arrays.copyOf(image(written), 700);

    assertThat(ImageGlance.at(head, 5_000)).isEqualTo(new ImageGlance(format, 300 * 200));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 20})
  void whereTheHeadEndsTooEarlyTheLengthOfTheFileDecides(int length) {
    byte[] head = Arrays.copyOf(image("jpeg"), length);

    assertThat(ImageGlance.at(head, 5_000).pixels()).isEqualTo(20_000);
  }

  @Test
  void sizeOfAJpegBehindALongSegmentIsGuessed() {
    byte[] jpeg = image("jpeg");
    byte[] head = ByteBuffer.allocate(65_536).put(jpeg, 0, 2).putInt(0xffe1_ffff).array();

    assertThat(ImageGlance.at(head, 100_000)).isEqualTo(new ImageGlance("JPEG", 400_000));
  }

  @Test
  void whatIsNoImageHasNoSizeToRead() {
    assertThat(ImageGlance.at(new byte[100], 100))
        .isEqualTo(new ImageGlance("an unknown format", 400));
  }

  private static byte[] image(String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), format, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
