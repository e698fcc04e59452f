package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.imagecaptioning.images.ImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ImageDecoderDamageTest {

  private final ImageDecoder decoder =
      new ImageDecoder(new ImageLimits(DataSize.ofMegabytes(20), 1_000_000, 5_000));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jpeg-baseline.jpg",
        "jpeg-progressive.jpg",
        "jpeg-cmyk.jpg",
        "png-rgb.png",
        "png-palette.png",
        "gif-transparent.gif",
        "bmp-24.bmp",
        "bmp-palette.bmp",
        "webp-lossy.webp",
        "webp-lossy-alpha.webp",
        "webp-lossless.webp"
      })
  void fileThatIsCutOffAnywhereIsBroken(String name) {
    byte[] whole = Samples.bytes(name);
    for (int length = 32; length < whole.length - 1; length += 1 + whole.length / 100) {
      assertBroken(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg-baseline.jpg", "png-rgb.png", "gif-animated.gif", "bmp-24.bmp"})
  void bytesBehindTheImageDoNotMatter(String name) {
    byte[] whole = Samples.bytes(name);
    byte[] longer = Arrays.copyOf(whole, whole.length + 1000);

    assertThat(decoder.decode(longer).rgb()).isEqualTo(decoder.decode(whole).rgb());
  }

  /** As some tools repair a download: the pixels are missing all the same. */
  @Test
  void jpegWithAnEndButWithoutAllItsPixelsIsBroken() {
    byte[] whole = Samples.bytes("jpeg-baseline.jpg");
    byte[] cut = Arrays.copyOf(whole, whole.length - 100);
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;

    assertBroken(cut);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jpeg-baseline.jpg",
        "jpeg-progressive.jpg",
        "jpeg-ycck.jpg",
        "orientation-6.jpg",
        "png-rgba-16.png",
        "png-palette-transparent.png",
        "gif-animated.gif",
        "gif-inset.gif",
        "bmp-alpha.bmp",
        "bmp-palette.bmp",
        "webp-lossy-alpha.webp",
        "webp-lossless-alpha.webp",
        "webp-animated.webp"
      })
  void damagedFileGivesAPictureOrAnImageException(String name) {
    byte[] whole = Samples.bytes(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = damage(whole, random);
      try {
        assertThat(decoder.decode(damaged)).isNotNull();
      } catch (ImageException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /** One to eight bits, half of the time in the first hundred bytes, where the headers are. */
  private static byte[] damage(byte[] whole, SplittableRandom random) {
    byte[] damaged = whole.clone();
    int within = random.nextBoolean() ? Math.min(100, whole.length) : whole.length;
    for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
      damaged[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  private void assertBroken(byte[] bytes) {
    assertThatExceptionOfType(ImageException.class)
        .as("%d bytes", bytes.length)
        .isThrownBy(() -> decoder.decode(bytes))
        .returns(Reason.BROKEN, ImageException::reason);
  }
}
