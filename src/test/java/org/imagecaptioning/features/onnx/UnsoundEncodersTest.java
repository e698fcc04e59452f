package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoders that are refused when they are opened, each with what is wrong and what is right. */
class UnsoundEncodersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two-inputs     | image (float N x 3 x 8 x 8), mask (float N x 3 x 8 x 8)",
        "double-input   | image (double N x 3 x 8 x 8)",
        "one-channel    | image (float N x 1 x 8 x 8)",
        "batch-of-two   | image (float 2 x 3 x 8 x 8)",
      })
  void anotherInputIsNamedBesideTheOneThatIsTaken(String name, String came) {
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> Encoders.openSmall(name))
        .withMessage(
            "An encoder takes one float32 input N x 3 x 8 x 8; this one takes %s".formatted(came));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "integer-output  | features (int64 N x 192)",
        "four-dimensions | features (float N x 3 x 8 x 8)",
        "two-outputs     | features (float N x 192), more (float N x 3 x 8 x 8)",
        "folded-batch    | 3 x 64 for one picture",
      })
  void anotherOutputIsNamedBesideTheOneThatIsTaken(String name, String came) {
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> Encoders.openSmall(name))
        .withMessage(
            "An encoder gives one float32 output N x L x D or N x D; this one gives %s"
                .formatted(came));
  }

  @Test
  void aSizeOtherThanTheFilesOwnIsRefused() {
    EncoderInput wide =
        new EncoderInput(32, 64, TinyEncoder.input().mean(), TinyEncoder.input().std());

    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> Encoders.withThreads(1).open(TinyEncoder.model(), wide))
        .withMessageContaining("N x 3 x 64 x 32")
        .withMessageContaining("image (float N x 3 x 64 x 64)");
  }

  @Test
  void featuresThatAreNotNumbersAreRefused() {
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> Encoders.openSmall("not-a-number"))
        .withMessageContaining("finite")
        .withMessageContaining("NaN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights-elsewhere", "constant-elsewhere"})
  void weightsInAnotherFileAreRefused(String name) {
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> Encoders.openSmall(name))
        .withMessageContaining("another file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 1000, 2300})
  void aFileThatWasCutOffIsRefused(int length) {
    byte[] part = Arrays.copyOf(TinyEncoder.model(), length);

    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> Encoders.withThreads(1).open(part, TinyEncoder.input()));
  }

  @Test
  void whatIsNoOnnxFileIsRefused() {
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(
            () -> Encoders.withThreads(1).open(Encoders.resource("waves.png"), Encoders.SMALL))
        .withMessageContaining("not an ONNX file");
  }
}
