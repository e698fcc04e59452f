package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.imagecaptioning.layers.Adam;
import org.imagecaptioning.layers.Team;
import org.imagecaptioning.layers.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class CaptionerTest {

  private static final CaptionerConfig SMALL =
      new CaptionerConfig(Cell.RNN, InitialState.AFFINE, 4, 5, 6, 9);

  @ParameterizedTest
  @EnumSource(Cell.class)
  void overfitsFiftyCaptionsAndThenSaysThemAgain(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.AFFINE, 20, 24, 64, 24);
    Parameters parameters = Parameters.random(config, 1);
    float[][] features = new float[50][20];
    int[][] captions = new int[50][];
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n < captions.length; n++) {
      for (int d = 0; d < 20; d++) {
        features[n][d] = (float) random.nextDouble(-1, 1);
      }
      captions[n] = new int[4 + random.nextInt(6)];
      Arrays.setAll(captions[n], i -> 4 + random.nextInt(20));
      captions[n][0] = Vocabulary.START;
      captions[n][captions[n].length - 1] = Vocabulary.END;
    }
    double loss = Double.POSITIVE_INFINITY;
    Adam adam = new Adam(parameters.all().size());
    try (Team team = new Team(2)) {
      ShardedGradients gradients = new ShardedGradients(config, parameters, 2, team);
      for (int step = 0; step < 400; step++) {
        loss = gradients.lossAndGradients(features, captions, LossOptions.plain(), step);
        adam.step(parameters.all(), gradients.gradients().all(), 5e-3, team);
      }
    }
    assertThat(loss).isLessThan(0.02);

    Captioner captioner = new Captioner(config, parameters);
    for (int n = 0; n < captions.length; n++) {
      Caption caption = Decoder.of(greedy()).decode(captioner.scorer(features[n])).get(0);
      assertThat(caption.indexes())
          .isEqualTo(Arrays.copyOfRange(captions[n], 1, captions[n].length - 1));
      assertThat(caption.finished()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void speaksAsTheReadableNetworkDoes(Cell cell) {
    InitialState start = cell == Cell.LSTM ? InitialState.TANH_WITH_CELL : InitialState.AFFINE;
    CaptionerConfig config = new CaptionerConfig(cell, start, 8, 10, 12, 30);
    Parameters parameters = Parameters.random(config, 11);
    // word vectors that matter make captions that differ
    float[] louder = parameters.get("W_embed").toArray();
    for (int i = 0; i < louder.length; i++) {
      louder[i] *= 20;
    }
    parameters.get("W_embed").put(0, louder, louder.length);
    float[] features = {0.1f, -0.7f, 0.9f, 0.3f, -0.2f, 0.5f, 0.8f, -0.4f};
    int[] words = {Vocabulary.START, 7, 9, 4, 7};

    WordScorer scorer = new Captioner(config, parameters).scorer(features);
    double logProbability = 0;
    for (int t = 0; t + 1 < words.length; t++) {
      logProbability += scorer.next(new int[] {0}, new int[] {words[t]})[0][words[t + 1]];
    }
    double loss =
        ReadableNetwork.of(config, parameters)
            .loss(
                Nd4j.createFromArray(new float[][] {features}).castTo(DataType.DOUBLE),
                new int[][] {words})
            .loss();
    assertThat(logProbability).isCloseTo(-loss, within(1e-4));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void rowsGoOnFromTheParentsThatTheDecoderChose(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, 4, 5, 6, 9);
    Captioner captioner = new Captioner(config, Parameters.random(config, 5));
    float[] features = {1, -1, 0.5f, 2};
    WordScorer alone = captioner.scorer(features);
    alone.next(new int[] {0}, new int[] {Vocabulary.START});
    float[] expected = alone.next(new int[] {0}, new int[] {6})[0].clone();

    WordScorer both = captioner.scorer(features);
    both.next(new int[] {0}, new int[] {Vocabulary.START});
    both.next(new int[] {0, 0, 0}, new int[] {5, 6, 7});
    float[] second = both.next(new int[] {1}, new int[] {8})[0].clone();

    float[] continued = alone.next(new int[] {0}, new int[] {8})[0];
    assertThat(second).usingComparatorWithPrecision(1e-5f).containsExactly(continued);
    assertThat(expected).isNotEqualTo(continued);
  }

  @Test
  void probabilitiesOfAllWordsSumToOne() {
    float[] scores =
        new Captioner(SMALL, Parameters.random(SMALL, 5))
            .scorer(new float[] {1, 2, 3, 4})
            .next(new int[] {0}, new int[] {Vocabulary.START})[0];
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score);
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
  }

  @Test
  void parametersThatDoNotFitAreNamed() {
    Map<String, Tensor> tensors = new TreeMap<>(Parameters.random(SMALL, 1).tensors());
    tensors.remove("Wh");
    tensors.put("b", new Tensor(List.of(3), new float[3]));
    tensors.put("W_more", new Tensor(List.of(3), new float[3]));
    assertThatThrownBy(() -> new Captioner(SMALL, tensors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Wh is missing")
        .hasMessageContaining("b has the shape [3], not [6]")
        .hasMessageContaining("W_more is not a parameter");
  }

  @Test
  void aWrongNumberOfFeaturesIsRefused() {
    Captioner captioner = new Captioner(SMALL, Parameters.random(SMALL, 5));
    assertThatThrownBy(() -> captioner.scorer(new float[3]))
        .hasMessage("This captioner takes 4 features, not 3");
  }

  private static DecodingOptions greedy() {
    DecodingOptions usual = DecodingOptions.defaults();
    return new DecodingOptions(
        DecodingOptions.Strategy.GREEDY,
        1,
        1,
        usual.maxLength(),
        1,
        usual.lengthPenalty(),
        1,
        0,
        1,
        0,
        false,
        false);
  }
}
