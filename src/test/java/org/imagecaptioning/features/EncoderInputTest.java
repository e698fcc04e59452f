package org.imagecaptioning.features;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderInputTest {

  private static final List<Float> MEAN = List.of(0f, 0f, 0f);
  private static final List<Float> STD = List.of(1f, 1f, 1f);

  @ParameterizedTest
  @CsvSource({"0, 8", "8, -1", "2049, 8", "8, 2049"})
  void aSizeThatNoEncoderHasIsRefused(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderInput(width, height, MEAN, STD))
        .withMessageContaining("%d x %d", width, height);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN"})
  void aDeviationThatIsNotPositiveIsRefused(float std) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderInput(8, 8, MEAN, List.of(1f, std, 1f)))
        .withMessageContaining("positive");
  }

  @Test
  void aMeanForEachChannelIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderInput(8, 8, List.of(0f), STD))
        .withMessageContaining("3 means");
  }
}
