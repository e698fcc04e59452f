package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.models.Confidence.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceTest {

  private static final Confidence CONFIDENCE =
      new Confidence(
          "colours",
          "val",
          0.5,
          List.of(new Point(-2, 0.1), new Point(-1, 0.3), new Point(-0.5, 0.9)),
          0.25);

  @ParameterizedTest
  @CsvSource({"-9, 0.1", "-2, 0.1", "-1.5, 0.2", "-1, 0.3", "-0.75, 0.6", "-0.5, 0.9", "-0.1, 0.9"})
  void curveIsLinearBetweenItsPointsAndLevelBeyond(double perWord, double confidence) {
    assertThat(CONFIDENCE.of(caption(perWord * 3, true))).isCloseTo(confidence, within(1e-9));
  }

  @Test
  void endOfAFinishedCaptionCountsAsAWord() {
    assertThat(CONFIDENCE.of(caption(-3, true))).isCloseTo(0.3, within(1e-9));
    assertThat(CONFIDENCE.of(caption(-3, false))).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void onlyWhatIsBelowTheThresholdIsUncertain() {
    assertThat(CONFIDENCE.isUncertain(0.2499)).isTrue();
    assertThat(CONFIDENCE.isUncertain(0.25)).isFalse();
  }

  @Test
  void curveThatFallsOrIsNoneIsRefused() {
    for (List<Point> points :
        List.of(
            List.<Point>of(),
            List.of(new Point(-1, 1.5)),
            List.of(new Point(Double.NaN, 0.5)),
            List.of(new Point(-1, 0.5), new Point(-2, 0.6)),
            List.of(new Point(-2, 0.6), new Point(-1, 0.5)))) {
      assertThatThrownBy(() -> new Confidence("colours", "val", 0.5, points, 0.2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("points from 0 to 1 that rise");
    }
    assertThatThrownBy(() -> new Confidence("colours", "val", 0.5, List.of(new Point(-1, 0.5)), 25))
        .hasMessageContaining("not 0.5 and 25.0");
  }

  private static Caption caption(double logProbability, boolean finished) {
    return new Caption(
        List.of(new Caption.Word(4, -0.1), new Caption.Word(5, -0.1)), 0, logProbability, finished);
  }
}
