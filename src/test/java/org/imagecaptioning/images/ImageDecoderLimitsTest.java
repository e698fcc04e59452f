package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.imagecaptioning.images.ImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class ImageDecoderLimitsTest {

  private static final int SIGNATURE = 8;
  private static final int HEADER_CHUNK = 25;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @Test
  void noBytesAreEmpty() {
    assertRefused(decoder, new byte[0], Reason.EMPTY, "no bytes");
  }

  @Test
  void moreBytesThanTheLimitAreTooLargeEvenBeforeTheyAreLookedAt() {
    ImageDecoder strict = new ImageDecoder(new ImageLimits(DataSize.ofBytes(100), 1000, 1000));

    assertRefused(strict, new byte[101], Reason.TOO_LARGE, "101 bytes; at most 100");
  }

  @Test
  void pictureWithinTheLimitsToThePixelIsDecoded() {
    ImageDecoder strict = new ImageDecoder(new ImageLimits(DataSize.ofMegabytes(1), 37 * 29, 37));

    assertThat(strict.decode(Samples.bytes("png-rgb.png")).width()).isEqualTo(37);
  }

  @ParameterizedTest
  @CsvSource({
    "png-rgb.png, 1072, 1000", "png-rgb.png, 5000, 36",
    "jpeg-baseline.jpg, 1072, 1000", "jpeg-baseline.jpg, 5000, 36",
    "gif-inset.gif, 1999, 1000", "bmp-24.bmp, 1072, 1000",
    "webp-lossy.webp, 1072, 1000", "webp-lossless.webp, 1072, 1000",
    "webp-animated.webp, 5000, 36"
  })
  void pictureOverTheLimitsHasTooManyPixels(String name, int maxPixels, int maxSide) {
    ImageDecoder strict =
        new ImageDecoder(new ImageLimits(DataSize.ofMegabytes(1), maxPixels, maxSide));

    assertRefused(strict, Samples.bytes(name), Reason.TOO_MANY_PIXELS, "at most");
  }

  @Test
  void smallFileThatClaimsAHugePictureIsRefusedByItsHeader() {
    byte[] bomb = Samples.bytes("png-rgb.png");
    ByteBuffer.wrap(bomb).putInt(16, 50_000).putInt(20, 50_000);
    sign(bomb, SIGNATURE, HEADER_CHUNK);

    assertRefused(decoder, bomb, Reason.TOO_MANY_PIXELS, "50000 x 50000");
  }

  @Test
  void bmpThatClaimsMorePixelsThanItHasBytesIsBroken() {
    byte[] liar = Samples.bytes("bmp-24.bmp");
    ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 9_000).putInt(22, 9_000);

    assertRefused(decoder, liar, Reason.BROKEN, "cut off");
  }

  @Test
  void gifFrameIsLimitedEvenIfItsScreenIsSmall() {
    byte[] gif = Samples.bytes("gif-inset.gif");
    int descriptor = indexOf(gif, new byte[] {',', 5, 0, 8, 0, 37, 0, 29, 0});
    ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putInt(descriptor + 5, 0xffffffff);

    assertRefused(decoder, gif, Reason.TOO_MANY_PIXELS, "65540 x 65543");
  }

  @ParameterizedTest
  @CsvSource({"zTXt, comment", "iTXt, comment", "iCCP, profile", "tEXt, plain"})
  void pngChunksThatUnfoldToHundredsOfMegabytesAreNotUnfolded(String type, String keyword)
      throws IOException {
    byte[] png = Samples.bytes("png-palette.png");
    byte[] chunk = chunk(type, keyword, deflatedZeros(500 << 20));
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(png, 0, SIGNATURE + HEADER_CHUNK);
    bomb.write(chunk);
    bomb.write(png, SIGNATURE + HEADER_CHUNK, png.length - SIGNATURE - HEADER_CHUNK);

    Picture picture = decoder.decode(bomb.toByteArray());

    assertThat(picture.rgb()).isEqualTo(decoder.decode(png).rgb());
  }

  @Test
  void pictureThatNeverFitsIntoTheMemoryIsRefusedInsteadOfTried() {
    ImageDecoder small = new ImageDecoder(ImageLimits.defaults(), new MemoryBudget(4096));

    assertRefused(small, Samples.bytes("png-rgb.png"), Reason.TOO_MANY_PIXELS, "memory");
  }

  @Test
  void memoryIsGivenBackWhateverBecomesOfThePicture() {
    ImageDecoder small = new ImageDecoder(ImageLimits.defaults(), new MemoryBudget(10_240));
    byte[] damaged = Samples.bytes("jpeg-baseline.jpg");
    Arrays.fill(damaged, damaged.length - 300, damaged.length - 2, (byte) 0x55);
    for (int i = 0; i < 10; i++) {
      assertThat(small.decode(Samples.bytes("png-rgb.png")).height()).isEqualTo(29);
      assertRefused(small, damaged, Reason.BROKEN, "JPEG");
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    DataSize size = DataSize.ofMegabytes(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageLimits(DataSize.ofBytes(0), 1, 1))
        .withMessageContaining("max-bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageLimits(size, 1_000_000_000, 1))
        .withMessageContaining("max-pixels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageLimits(size, 1, 0))
        .withMessageContaining("max-side");
  }

  private static byte[] deflatedZeros(int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < length; i += zeros.length) {
        deflater.write(zeros);
      }
    }
    return out.toByteArray();
  }

  private static byte[] chunk(String type, String keyword, byte[] data) {
    byte[] name = (keyword + "\0\0").getBytes(StandardCharsets.ISO_8859_1);
    byte[] chunk =
        ByteBuffer.allocate(12 + name.length + data.length)
            .putInt(name.length + data.length)
            .put(type.getBytes(StandardCharsets.ISO_8859_1))
            .put(name)
            .put(data)
            .array();
    sign(chunk, 0, chunk.length);
    return chunk;
  }

  private static void sign(byte[] png, int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(png, at + 4, length - 8);
    ByteBuffer.wrap(png).putInt(at + length - 4, (int) sum.getValue());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  private static void assertRefused(
      ImageDecoder decoder, byte[] bytes, Reason reason, String message) {
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> decoder.decode(bytes))
        .withMessageContaining(message)
        .returns(reason, ImageException::reason);
  }
}
