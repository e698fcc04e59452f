package org.imagecaptioning.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.imagecaptioning.images.ImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageFormatTest {

  @ParameterizedTest
  @CsvSource({
    "jpeg-baseline.jpg, JPEG",
    "png-rgb.png, PNG",
    "gif-inset.gif, GIF",
    "bmp-24.bmp, BMP",
    "webp-lossy.webp, WEBP"
  })
  void acceptedFormatsAreKnownByTheirFirstBytes(String name, ImageFormat format) {
    assertThat(ImageFormat.of(Samples.bytes(name))).isEqualTo(format);
    assertThat(format.isAccepted()).isTrue();
  }

  static Arguments[] others() {
    return new Arguments[] {
      Arguments.of("\0\0\0\30ftypheic\0\0\0\0mif1heic", ImageFormat.HEIC),
      Arguments.of("\0\0\0\34ftypmif1\0\0\0\0mif1avif", ImageFormat.AVIF),
      Arguments.of("\0\0\0\30ftypisom\0\0\2\0isommp42", ImageFormat.VIDEO),
      Arguments.of("II*\0\10\0\0\0", ImageFormat.TIFF),
      Arguments.of("MM\0*\0\0\0\10", ImageFormat.TIFF),
      Arguments.of("\0\0\0\14jP  \r\n\u0087\n", ImageFormat.JPEG_2000),
      Arguments.of("\0\0\0\14JXL \r\n\u0087\n", ImageFormat.JPEG_XL),
      Arguments.of("\u00ff\n\u00fa\u007f", ImageFormat.JPEG_XL),
      Arguments.of("\0\0\1\0\1\0\20\20", ImageFormat.ICO),
      Arguments.of("8BPS\0\1", ImageFormat.PSD),
      Arguments.of("%PDF-1.7\n", ImageFormat.PDF),
      Arguments.of("PK\3\4\24\0", ImageFormat.ZIP),
      Arguments.of("<svg xmlns='http://www.w3.org/2000/svg'/>", ImageFormat.SVG),
      Arguments.of("<?xml version='1.0'?>\n<!-- x --><svg/>", ImageFormat.SVG),
      Arguments.of("\n<!DOCTYPE html><html></html>", ImageFormat.HTML),
      Arguments.of("{\"error\": \"not found\"}", ImageFormat.TEXT),
      Arguments.of("BMW is not a picture", ImageFormat.TEXT),
      Arguments.of("gr\u00c3\u00bc\u00c3\u009fe", ImageFormat.TEXT),
      Arguments.of("\1\2\3\4\5", ImageFormat.UNKNOWN),
      Arguments.of("\u00fc\u00e9 x", ImageFormat.UNKNOWN)
    };
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusalNamesWhatCameAndWhatIsAccepted(String head, ImageFormat format) {
    byte[] bytes = head.getBytes(ISO_8859_1);

    assertThat(ImageFormat.of(bytes)).isEqualTo(format);
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> new ImageDecoder(ImageLimits.defaults()).decode(bytes))
        .withMessage("The image is %s; send JPEG, PNG, GIF, BMP or WebP", format.label)
        .returns(Reason.UNSUPPORTED, ImageException::reason);
  }

  @Test
  void oneByteIsNoFormatAtAll() {
    assertThat(ImageFormat.of(new byte[] {(byte) 0xff})).isEqualTo(ImageFormat.UNKNOWN);
  }
}
