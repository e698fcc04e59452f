package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  @Test
  void tanhAndSigmoidAreTightEverywhere() {
    for (double x = -30; x <= 30; x += 0.003) {
      float[] tanh = {(float) x};
      float[] sigmoid = {(float) x};
      Activations.tanh(tanh, 0, 1);
      Activations.sigmoid(sigmoid, 0, 1);
      assertThat((double) tanh[0]).isCloseTo(Math.tanh((float) x), within(4e-7));
      assertThat((double) sigmoid[0]).isCloseTo(1 / (1 + Math.exp(-(float) x)), within(4e-7));
      assertThat(tanh[0]).isBetween(-1f, 1f);
    }
  }

  @Test
  void nothingBesidesTheRangeIsTouched() {
    float[] x = {2, 2, 2};
    Activations.tanh(x, 1, 2);
    assertThat(x[0]).isEqualTo(2);
    assertThat(x[2]).isEqualTo(2);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    float[] x = {Float.NaN};
    Activations.tanh(x, 0, 1);
    assertThat(x[0]).isNaN();
    float[] scores = {1, Float.NaN};
    assertThat(Activations.exponentials(scores, 2).logSum()).isNaN();
  }

  @Test
  void softmaxIsThatOfDoublesAndSurvivesHugeScores() {
    float[] scores = {1000, 999, 0, -1000, 998.5f};
    float[] logs = scores.clone();
    double sum = 1 + Math.exp(-1) + Math.exp(-1.5);
    Activations.Exponentials all = Activations.exponentials(scores, 5);
    assertThat(all.logSum()).isCloseTo(1000 + Math.log(sum), within(1e-5));
    assertThat(scores[0] / all.sum()).isCloseTo(1 / sum, within(1e-6));
    assertThat(scores[1] / all.sum()).isCloseTo(Math.exp(-1) / sum, within(1e-6));
    assertThat(scores[2] / all.sum()).isCloseTo(0, within(1e-30));

    Activations.logSoftmax(logs, 5, new float[5]);
    assertThat((double) logs[3]).isCloseTo(-2000 - Math.log(sum), within(1e-3));
    assertThat((double) logs[0]).isCloseTo(-Math.log(sum), within(1e-4));
  }

  @Test
  void theGreatestAndTheSumAreFoundInRowsOfAnyLength() {
    int[] lengths =
        IntStream.concat(IntStream.rangeClosed(1, 130), IntStream.of(256, 257, 700)).toArray();
    for (int length : lengths) {
      for (int greatest = 0; greatest < length; greatest++) {
        float[] scores = new float[length];
        scores[greatest] = 3;
        Activations.Exponentials all = Activations.exponentials(scores, length);
        assertThat(all.max()).isEqualTo(3);
        assertThat(all.sum()).isCloseTo(1 + (length - 1) * Math.exp(-3), withinPercentage(3e-4));
      }
    }
  }

  @Test
  void oneScoreThatIsNoNumberMakesAllOfThemNone() {
    for (int place = 0; place < 33; place++) {
      float[] scores = new float[33];
      scores[place] = Float.NaN;
      assertThat(Activations.exponentials(scores, 33).logSum()).isNaN();
    }
    float[] infinite = {0, Float.POSITIVE_INFINITY, 1};
    assertThat(Activations.exponentials(infinite, 3).logSum()).isNaN();
  }
}
