package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovingAverageTest {

  private final MovingAverage average = new MovingAverage(10);

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 10, 2000})
  void comesToWhatIsSeenAgainAndAgain(double seen) {
    for (int i = 0; i < 200; i++) {
      average.add(seen);
    }

    assertThat(average.value()).isCloseTo(seen, within(0.01 * seen));
  }

  @Test
  void oneThatIsFarOffChangesLittle() {
    average.add(2_000_000);

    assertThat(average.value()).isBetween(10.0, 12.0);
  }
}
