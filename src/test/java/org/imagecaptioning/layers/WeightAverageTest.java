package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightAverageTest {

  /** Some blocks of a team, and a part of one. */
  private static final int SIZE = 70_003;

  private final SplittableRandom random = new SplittableRandom(6);

  @ParameterizedTest
  @CsvSource({"0.5, true", "0.99, true", "0.9999, true", "0.5, false", "0.9999, false"})
  void itIsWhatALoopInDoublePrecisionGives(double decay, boolean warmsUp) {
    FloatMatrix parameters = numbers();
    WeightAverage average = new WeightAverage(parameters, decay, warmsUp);
    double[] expected = new double[SIZE];
    float[] first = parameters.toArray();
    for (int i = 0; i < SIZE; i++) {
      expected[i] = first[i];
    }
    for (int step = 0; step < 30; step++) {
      FloatMatrix next = numbers();
      average.follow(next, step, Team.alone());
      double warm = warmsUp ? Math.min(decay, (1.0 + step) / (10.0 + step)) : decay;
      float[] values = next.toArray();
      for (int i = 0; i < SIZE; i++) {
        expected[i] = warm * expected[i] + (1 - warm) * values[i];
      }
    }
    float[] got = average.values().toArray();
    for (int i = 0; i < SIZE; i++) {
      assertThat((double) got[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void aTeamGivesTheVerySame() {
    FloatMatrix parameters = numbers();
    WeightAverage alone = new WeightAverage(parameters, 0.9, true);
    WeightAverage shared = new WeightAverage(parameters, 0.9, true);
    try (Team team = new Team(3)) {
      for (int step = 0; step < 5; step++) {
        FloatMatrix next = numbers();
        alone.follow(next, step, Team.alone());
        shared.follow(next, step, team);
      }
    }
    assertThat(shared.values().toArray()).isEqualTo(alone.values().toArray());
  }

  @Test
  void exchangedItStandsWhereTheParametersWereAndTheyWhereItWas() {
    FloatMatrix parameters = numbers();
    WeightAverage average = new WeightAverage(parameters, 0.9, true);
    parameters.copy(numbers());
    float[] before = parameters.toArray();
    float[] mean = average.values().toArray();

    average.exchange(parameters);
    assertThat(parameters.toArray()).isEqualTo(mean);
    assertThat(average.values().toArray()).isEqualTo(before);

    average.exchange(parameters);
    assertThat(parameters.toArray()).isEqualTo(before);
  }

  private FloatMatrix numbers() {
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return FloatMatrix.of(1, SIZE, values);
  }
}
