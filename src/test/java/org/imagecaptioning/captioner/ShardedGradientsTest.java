package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.captioner.GradientCase.CAPTIONS;
import static org.imagecaptioning.captioner.GradientCase.difference;
import static org.imagecaptioning.captioner.GradientCase.padded;
import static org.imagecaptioning.captioner.GradientCase.scaledUp;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.imagecaptioning.captioner.reference.CaptioningRnn;
import org.imagecaptioning.layers.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ShardedGradientsTest {

  private static final int N = 5;
  private static final int D = 6;
  private static final LossOptions PLAIN = LossOptions.plain();

  @ParameterizedTest
  @CsvSource({
    "RNN, AFFINE",
    "RNN, TANH",
    "LSTM, AFFINE",
    "LSTM, TANH",
    "LSTM, TANH_WITH_CELL",
    "GRU, AFFINE",
    "GRU, TANH"
  })
  void lossAndEveryGradientAgreeWithTheReadableNetworkInDouble(Cell cell, InitialState start) {
    CaptionerConfig config = new CaptionerConfig(cell, start, D, 7, 9, 12);
    Parameters parameters = scaledUp(Parameters.random(config, 3));
    float[][] features = features(5);
    CaptioningRnn.Loss expected = reference(config, parameters, features);

    ShardedGradients fast = new ShardedGradients(config, parameters, 1, Team.alone());
    double loss = fast.lossAndGradients(features, CAPTIONS, PLAIN, 1);

    assertThat(loss).isCloseTo(expected.loss(), within(1e-5 * expected.loss()));
    expected
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(difference(fast.gradients().get(name).toArray(), gradient))
                    .as(name)
                    .isLessThan(2e-5));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aSecondMinibatchDoesNotRememberTheFirst(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    Parameters parameters = Parameters.random(config, 3);
    ShardedGradients used = new ShardedGradients(config, parameters, 1, Team.alone());
    used.lossAndGradients(features(8), CAPTIONS, LossOptions.dropout(0.5), 1);

    int[][] shorter = {{1, 7, 2}, {1, 4, 4, 2}};
    float[][] features = Arrays.copyOf(features(5), 2);
    ShardedGradients fresh = new ShardedGradients(config, parameters, 1, Team.alone());
    double expected = fresh.lossAndGradients(features, shorter, PLAIN, 1);

    assertThat(used.lossAndGradients(features, shorter, PLAIN, 1)).isEqualTo(expected);
    assertThat(used.gradients().tensors()).isEqualTo(fresh.gradients().tensors());
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void theLossAloneIsThatOfTheGradients(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    try (Team team = new Team(2)) {
      ShardedGradients gradients =
          new ShardedGradients(config, Parameters.random(config, 3), 2, team);
      double mean = gradients.lossAndGradients(features(5), CAPTIONS, PLAIN, 7);
      assertThat(gradients.loss(features(5), CAPTIONS)).isCloseTo(N * mean, within(1e-9));
    }
  }

  @Test
  void gradientsDoNotDependOnTheNumberOfThreads() {
    CaptionerConfig config = new CaptionerConfig(Cell.LSTM, InitialState.TANH, D, 7, 9, 12);
    Parameters parameters = Parameters.random(config, 3);
    try (Team team = new Team(3)) {
      ShardedGradients one = new ShardedGradients(config, parameters, 3, Team.alone());
      ShardedGradients three = new ShardedGradients(config, parameters, 3, team);
      assertThat(one.lossAndGradients(features(5), CAPTIONS, LossOptions.dropout(0.3), 7))
          .isEqualTo(three.lossAndGradients(features(5), CAPTIONS, LossOptions.dropout(0.3), 7));
      assertThat(one.gradients().tensors()).isEqualTo(three.gradients().tensors());
    }
  }

  @Test
  void shardsSumToTheGradientOfTheWholeMinibatch() {
    CaptionerConfig config = new CaptionerConfig(Cell.RNN, InitialState.AFFINE, D, 7, 9, 12);
    Parameters parameters = scaledUp(Parameters.random(config, 3));
    CaptioningRnn.Loss expected = reference(config, parameters, features(5));
    try (Team team = new Team(2)) {
      ShardedGradients sharded = new ShardedGradients(config, parameters, 8, team);
      double loss = sharded.lossAndGradients(features(5), CAPTIONS, PLAIN, 7);
      assertThat(loss).isCloseTo(expected.loss(), within(1e-5 * expected.loss()));
      expected
          .gradients()
          .forEach(
              (name, gradient) ->
                  assertThat(difference(sharded.gradients().get(name).toArray(), gradient))
                      .as(name)
                      .isLessThan(2e-5));
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aCaptionCountsForWhatItIsWorth(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    ShardedGradients fast =
        new ShardedGradients(config, Parameters.random(config, 3), 2, Team.alone());
    float[] worth = {0.5f, -2, 0, 1, 3};
    double loss = 0;
    float[] expected = new float[fast.gradients().all().cols()];
    for (int n = 0; n < N; n++) {
      float[] alone = new float[N];
      alone[n] = 1;
      loss += worth[n] * fast.lossAndGradients(worth(alone), PLAIN, 1);
      float[] gradient = fast.gradients().all().toArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] += worth[n] * gradient[i];
      }
    }

    assertThat(fast.lossAndGradients(worth(worth), PLAIN, 1)).isCloseTo(loss, within(1e-5));
    assertThat(fast.gradients().all().toArray()).containsExactly(expected, within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void whatTeachersFindLikelyIsExpectedByTheirShare(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    CaptionerConfig smaller = new CaptionerConfig(Cell.GRU, InitialState.AFFINE, D, 3, 4, 12);
    Teachers.Teacher one = new Teachers.Teacher(config, Parameters.random(config, 8));
    Teachers.Teacher other = new Teachers.Teacher(smaller, Parameters.random(smaller, 9));
    float[] ofPeople = gradients(config, Teachers.none());
    float[] ofOne = gradients(config, new Teachers(List.of(one), 1));
    float[] ofOther = gradients(config, new Teachers(List.of(other), 1));
    float[] expected = new float[ofPeople.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = 0.4f * ofPeople[i] + 0.3f * ofOne[i] + 0.3f * ofOther[i];
    }

    assertThat(gradients(config, new Teachers(List.of(one, other), 0.6)))
        .containsExactly(expected, within(1e-6f));
    assertThat(ofOne).isNotEqualTo(ofPeople);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aNetworkHasNothingToLearnFromItself(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    Teachers.Teacher itself = new Teachers.Teacher(config, Parameters.random(config, 3));
    assertThat(gradients(config, new Teachers(List.of(itself), 1)))
        .containsExactly(new float[new Parameters(config).all().cols()], within(1e-6f));
  }

  /** Of a network of seed 3. */
  private static float[] gradients(CaptionerConfig config, Teachers teachers) {
    ShardedGradients fast =
        new ShardedGradients(config, Parameters.random(config, 3), teachers, 2, Team.alone());
    fast.lossAndGradients(features(5), CAPTIONS, PLAIN, 1);
    return fast.gradients().all().toArray();
  }

  private static Minibatch worth(float[] worth) {
    return new Minibatch(features(5), CAPTIONS, new int[] {0, 1, 2, 3, 4}, worth);
  }

  @Test
  void dropoutDropsTheSameForTheSameSeedAndOtherwiseNot() {
    CaptionerConfig config = new CaptionerConfig(Cell.RNN, InitialState.AFFINE, D, 7, 9, 12);
    ShardedGradients fast =
        new ShardedGradients(config, Parameters.random(config, 3), 1, Team.alone());
    double loss = fast.lossAndGradients(features(5), CAPTIONS, LossOptions.dropout(0.4), 1);
    assertThat(fast.lossAndGradients(features(5), CAPTIONS, LossOptions.dropout(0.4), 1))
        .isEqualTo(loss);
    assertThat(fast.lossAndGradients(features(5), CAPTIONS, LossOptions.dropout(0.4), 2))
        .isNotEqualTo(loss);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void smoothedLossAndGradientsAgreeWithTheReadableNetwork(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    Parameters parameters = scaledUp(Parameters.random(config, 3));
    ShardedGradients fast = new ShardedGradients(config, parameters, 1, Team.alone());

    double loss = fast.lossAndGradients(features(5), CAPTIONS, new LossOptions(0, 0.2, 0, 0), 1);

    assertAgrees(
        loss, fast.gradients(), reference(config, parameters, features(5), padded(0, -1), 0.2));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void wordsTheNetworkDrewGoInLikeWordsOfTheCaptionAndAreNotDifferentiated(Cell cell) {
    CaptionerConfig config = new CaptionerConfig(cell, InitialState.TANH, D, 7, 9, 12);
    Parameters parameters = scaledUp(Parameters.random(config, 3));
    // so sure of one word that it draws nothing else
    parameters.get("b_vocab").put(0, new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0}, 12);
    ShardedGradients fast = new ShardedGradients(config, parameters, 1, Team.alone());

    double loss = fast.lossAndGradients(features(5), CAPTIONS, new LossOptions(0, 0, 1, 0), 1);

    int[][] heard = padded(0, -1);
    for (int[] caption : heard) {
      Arrays.fill(caption, 1, caption.length, 9);
    }
    assertAgrees(loss, fast.gradients(), reference(config, parameters, features(5), heard, 0));
  }

  private static void assertAgrees(double loss, Parameters gradients, CaptioningRnn.Loss expected) {
    assertThat(loss).isCloseTo(expected.loss(), within(1e-5 * expected.loss()));
    expected
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(difference(gradients.get(name).toArray(), gradient))
                    .as(name)
                    .isLessThan(2e-5));
  }

  private static CaptioningRnn.Loss reference(
      CaptionerConfig config, Parameters parameters, float[][] features) {
    return reference(config, parameters, features, padded(0, -1), 0);
  }

  private static CaptioningRnn.Loss reference(
      CaptionerConfig config,
      Parameters parameters,
      float[][] features,
      int[][] heard,
      double smoothing) {
    return ReadableNetwork.of(config, parameters)
        .loss(
            Nd4j.createFromArray(features).castTo(DataType.DOUBLE),
            heard,
            padded(1, 0),
            new LossOptions(0, smoothing, 0, 0),
            0);
  }

  private static float[][] features(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] features = new float[N][D];
    for (float[] row : features) {
      for (int d = 0; d < D; d++) {
        row[d] = (float) random.nextDouble(-1, 1);
      }
    }
    return features;
  }
}
