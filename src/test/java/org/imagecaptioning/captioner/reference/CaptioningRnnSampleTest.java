package org.imagecaptioning.captioner.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captioner.reference.Networks.named;
import static org.imagecaptioning.captioner.reference.Networks.random;
import static org.imagecaptioning.layers.Numbers.normal;

import java.util.List;
import java.util.Map;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CaptioningRnnSampleTest {

  private static final int[][] CAPTIONS = {
    {1, 4, 5, 6, 2, 0},
    {1, 4, 7, 2, 0, 0},
    {1, 8, 5, 4, 6, 2},
    {1, 7, 2, 0, 0, 0},
    {1, 6, 6, 8, 2, 0}
  };

  @ParameterizedTest
  @CsvSource({
    "RNN, AFFINE, 0, 0.3",
    "RNN, TANH, 0, 0.3",
    "LSTM, AFFINE, 0, 1",
    "LSTM, TANH_WITH_CELL, 0, 1",
    "LSTM, TANH_WITH_CELL, 5, 0.5",
    "GRU, TANH, 0, 1"
  })
  void fiveCaptionsAreLearntByHeartAndSaid(
      Cell cell, InitialState state, int attention, double rate) {
    CaptionerConfig config = new CaptionerConfig(cell, state, 6, 8, 16, 9, attention);
    Map<String, INDArray> parameters = random(config);
    INDArray features = config.attends() ? normal(1, 5, 4, 6) : normal(1, 5, 6);
    CaptioningRnn network = new CaptioningRnn(cell, state, parameters);
    double before = network.loss(features, CAPTIONS).loss();

    for (int step = 0; step < 150; step++) {
      network
          .loss(features, CAPTIONS)
          .gradients()
          .forEach((name, gradient) -> named(name, parameters).subi(gradient.mul(rate)));
    }

    assertThat(before).isGreaterThan(5);
    assertThat(network.loss(features, CAPTIONS).loss()).isLessThan(0.2);
    List<int[]> said = network.sample(features, 10);
    assertThat(said)
        .containsExactly(
            new int[] {4, 5, 6},
            new int[] {4, 7},
            new int[] {8, 5, 4, 6},
            new int[] {7},
            new int[] {6, 6, 8});
  }

  @Test
  void aCaptionThatDoesNotEndIsCutAtTheGreatestLength() {
    Map<String, INDArray> parameters = silent();
    named("b_vocab", parameters).putScalar(5, 1.0);

    List<int[]> said = network(parameters).sample(normal(1, 2, 3), 4);

    assertThat(said).containsExactly(new int[] {5, 5, 5, 5}, new int[] {5, 5, 5, 5});
  }

  @Test
  void aCaptionEndsAtTheEndWhichIsNotPartOfIt() {
    Map<String, INDArray> parameters = silent();
    named("b_vocab", parameters).putScalar(Vocabulary.END, 1.0);

    assertThat(network(parameters).sample(normal(1, 1, 3), 4)).containsExactly(new int[] {});
  }

  @Test
  void ofEqualScoresTheLowerWordIsSaid() {
    Map<String, INDArray> parameters = silent();
    named("b_vocab", parameters).putScalar(4, 1.0).putScalar(5, 1.0);

    assertThat(network(parameters).sample(normal(1, 1, 3), 2)).containsExactly(new int[] {4, 4});
  }

  @Test
  void theWordThatWasSaidIsHeardNext() {
    Map<String, INDArray> parameters = silent();
    // The vector of <START> leads to the score of 4, that of 4 to 5, that of 5 to the end.
    named("W_embed", parameters).putScalar(Vocabulary.START, 0, 1.0);
    named("W_embed", parameters).putScalar(4, 1, 1.0);
    named("W_embed", parameters).putScalar(5, 2, 1.0);
    named("Wx", parameters).assign(Nd4j.eye(3));
    named("W_vocab", parameters).putScalar(0, 4, 1.0);
    named("W_vocab", parameters).putScalar(1, 5, 1.0);
    named("W_vocab", parameters).putScalar(2, Vocabulary.END, 1.0);

    assertThat(network(parameters).sample(normal(1, 1, 3), 9)).containsExactly(new int[] {4, 5});
  }

  private static final CaptionerConfig CONFIG =
      new CaptionerConfig(Cell.RNN, InitialState.AFFINE, 3, 3, 3, 6);

  private static CaptioningRnn network(Map<String, INDArray> parameters) {
    return new CaptioningRnn(CONFIG.cell(), CONFIG.initialState(), parameters);
  }

  private static Map<String, INDArray> silent() {
    Map<String, INDArray> parameters = random(CONFIG);
    parameters.values().forEach(parameter -> parameter.assign(0));
    return parameters;
  }
}
