package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ResamplerTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/images/resized.csv")
  void everyBitIsAsPillowHasIt(int width, int height, int toWidth, int toHeight, long crc) {
    Picture resized = Resampler.resize(noise(width, height), toWidth, toHeight);

    CRC32 actual = new CRC32();
    actual.update(resized.rgb());
    assertThat(resized.width()).isEqualTo(toWidth);
    assertThat(resized.height()).isEqualTo(toHeight);
    assertThat(actual.getValue()).isEqualTo(crc);
  }

  @Test
  void pictureThatHasTheSizeStaysAsItIs() {
    Picture picture = noise(5, 4);

    assertThat(Resampler.resize(picture, 5, 4)).isSameAs(picture);
  }

  @Test
  void sizeWithoutPixelsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampler.resize(noise(2, 2), 0, 3))
        .withMessageContaining("0 x 3");
  }

  /** The formula of make_resized.py. */
  private static Picture noise(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 2654435761L >> 24);
    }
    return new Picture(width, height, rgb);
  }
}
