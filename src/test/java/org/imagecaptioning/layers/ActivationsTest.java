package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    assertThat(Activations.softmax(scores, 2)).isNaN();
  }

  @Test
  void softmaxIsThatOfDoublesAndSurvivesHugeScores() {
    float[] scores = {1000, 999, 0, -1000, 998.5f};
    float[] logs = scores.clone();
    double sum = 1 + Math.exp(-1) + Math.exp(-1.5);
    double logSum = Activations.softmax(scores, 5);
    assertThat(logSum).isCloseTo(1000 + Math.log(sum), within(1e-5));
    assertThat((double) scores[0]).isCloseTo(1 / sum, within(1e-6));
    assertThat((double) scores[1]).isCloseTo(Math.exp(-1) / sum, within(1e-6));
    assertThat((double) scores[2]).isCloseTo(0, within(1e-30));

    Activations.logSoftmax(logs, 5, new float[5]);
    assertThat((double) logs[3]).isCloseTo(-2000 - Math.log(sum), within(1e-3));
    assertThat((double) logs[0]).isCloseTo(-Math.log(sum), within(1e-4));
  }
}
