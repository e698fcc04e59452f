package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderFormatsTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "png-rgb.png",
        "png-rgba.png",
        "png-grey.png",
        "png-grey-alpha.png",
        "png-bits.png",
        "png-palette.png",
        "png-palette-transparent.png",
        "png-rgb-transparent.png",
        "png-rgb-16.png",
        "png-rgba-16.png",
        "png-grey-16.png",
        "gif-animated.gif",
        "gif-transparent.gif",
        "gif-inset.gif",
        "bmp-24.bmp",
        "bmp-palette.bmp",
        "bmp-bits.bmp",
        "bmp-32-from-the-top.bmp",
        "bmp-alpha.bmp",
        "webp-lossless.webp",
        "webp-lossless-alpha.webp",
        "webp-animated.webp",
        "orientation-png.png",
        "orientation-webp.webp"
      })
  void losslessPicturesAreAsPillowSeesThem(String name) {
    assertPicture(name, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "jpeg-baseline.jpg, 4",
    "jpeg-grey.jpg, 4",
    "jpeg-progressive.jpg, 4",
    "jpeg-rgb.jpg, 4",
    "jpeg-without-jfif.jpg, 4",
    "jpeg-broken-profile.jpg, 4",
    "jpeg-cmyk.jpg, 4",
    "jpeg-ycck.jpg, 4",
    "webp-lossy.webp, 24",
    "webp-lossy-alpha.webp, 24"
  })
  void lossyPicturesAreNearlyAsPillowSeesThem(String name, int tolerance) {
    assertPicture(name, tolerance);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyExifOrientationStandsUpright(int orientation) {
    assertPicture("orientation-%d.jpg".formatted(orientation), 4);
  }

  private void assertPicture(String name, int tolerance) {
    Picture expected = Samples.expected(name);
    Picture actual = decoder.decode(Samples.bytes(name));
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    assertThat(Samples.largestDifference(actual, expected)).isLessThanOrEqualTo(tolerance);
  }
}
