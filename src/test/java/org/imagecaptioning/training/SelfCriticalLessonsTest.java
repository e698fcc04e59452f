package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Minibatch;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfCriticalLessonsTest {

  private static final int IMAGES = 8;
  private static final int D = 6;
  private static final List<String> SUBJECTS = List.of("dog", "cat", "man", "girl");
  private static final List<String> ACTIONS = List.of("runs", "sits");
  private static final Vocabulary WORDS =
      Vocabulary.fromCaptions(List.of(List.of("a"), SUBJECTS, ACTIONS), 1);

  /** Two captions an image. */
  private static final int[] ALL = IntStream.range(0, 2 * IMAGES).toArray();

  @Test
  void asManyCaptionsAreDrawnAsWereChosenOfEachImage() {
    CaptionerConfig config = config(0);
    Lesson lesson =
        lessons(config, Parameters.random(config, 1), Team.alone())
            .of(examples(config), new int[] {3, 8, 9, 2}, 5, 55);

    Minibatch drawn = lesson.minibatch();
    assertThat(drawn.pictures().length).isEqualTo(2);
    assertThat(drawn.captions().length).isEqualTo(4);
    assertThat(drawn.pictureOf()).containsExactly(0, 0, 1, 1);
    assertThat(List.of(drawn.captions())).allMatch(caption -> caption[0] == Vocabulary.START);
  }

  @Test
  void captionsAreWorthTheMoreTheBetterTheyAreOfTheirPicture() {
    CaptionerConfig config = config(0);
    Parameters weights = Parameters.random(config, 1);
    CiderReward reward = new CiderReward(WORDS, references());

    Minibatch drawn =
        lessons(config, weights, Team.alone()).of(examples(config), ALL, 0, 10).minibatch();

    for (int n = 1; n < drawn.captions().length; n++) {
      if (drawn.pictureOf()[n] == drawn.pictureOf()[n - 1]) {
        double[] cider =
            reward.of(drawn.pictureOf()[n], List.of(drawn.captions()[n - 1], drawn.captions()[n]));
        assertThat(Double.compare(cider[0], cider[1]))
            .isEqualTo(Float.compare(drawn.worth()[n - 1], drawn.worth()[n]));
      }
    }
  }

  @Test
  void aStepDrawsTheSameWhoeverDraws() {
    CaptionerConfig config = config(4);
    Parameters weights = Parameters.random(config, 1);
    try (Team team = new Team(3)) {
      Minibatch one =
          lessons(config, weights, Team.alone()).of(examples(config), ALL, 7, 17).minibatch();
      Minibatch three = lessons(config, weights, team).of(examples(config), ALL, 7, 17).minibatch();
      Minibatch later = lessons(config, weights, team).of(examples(config), ALL, 8, 18).minibatch();

      assertThat(three.captions()).isDeepEqualTo(one.captions());
      assertThat(three.worth()).isEqualTo(one.worth());
      assertThat(Arrays.deepEquals(later.captions(), one.captions())).isFalse();
    }
  }

  /** From nothing, so that all that it says right in the end was learned from its reward. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void aNetworkLearnsWhatIsRewarded(int attention) {
    CaptionerConfig config = config(attention);
    Parameters weights = Parameters.random(config, 1);
    TrainingOptions options = options(config);
    try (Team team = new Team(2)) {
      NetworkState state = NetworkState.of(config, weights, 0, false);
      Learner learner =
          new Learner(
              options,
              config,
              lessons(config, weights, team),
              new ShardedGradients(config, weights, 2, team),
              team,
              state,
              400);
      Progress progress = Progress.none();
      double first = 0;
      for (int step = 0; step < 400; step++) {
        progress = learner.learn(examples(config), ALL, progress);
        if (step == 19) {
          first = -progress.loss();
          progress = progress.afterEpoch(report(progress), StoppingOptions.Watch.LOSS);
        } else if (step == 379) {
          progress = progress.afterEpoch(report(progress), StoppingOptions.Watch.LOSS);
        }
      }

      assertThat(first).as("CIDEr of what it draws at first").isBetween(0.0, 2.0);
      assertThat(-progress.loss()).as("in the end").isGreaterThan(first + 3);
    }
  }

  private static EpochReport report(Progress progress) {
    return new EpochReport(1, progress.loss(), null, null, List.of(), 1, 1);
  }

  private static SelfCriticalLessons lessons(
      CaptionerConfig config, Parameters weights, Team team) {
    return new SelfCriticalLessons(
        options(config), config, new CiderReward(WORDS, references()), weights, team);
  }

  private static CaptionerConfig config(int attention) {
    return new CaptionerConfig(
        Cell.LSTM, InitialState.TANH_WITH_CELL, D, 8, 16, WORDS.size(), attention);
  }

  private static TrainingOptions options(CaptionerConfig config) {
    return new TrainingOptions(
        NetworkOptions.of(config),
        Objective.CIDER,
        new WordOptions(1, true, 10),
        2 * IMAGES,
        new RateOptions(1e-2, RateOptions.Schedule.CONSTANT, 0, 0),
        0,
        0,
        0,
        new SamplingOptions(0, SamplingOptions.Rise.CONSTANT),
        0,
        5,
        0,
        ViewOptions.none(),
        new StoppingOptions(1, StoppingOptions.Watch.LOSS, 0),
        3);
  }

  private static Examples examples(CaptionerConfig config) {
    SplittableRandom random = new SplittableRandom(4);
    List<float[]> features = new ArrayList<>();
    List<int[]> captions = new ArrayList<>();
    for (List<String> ofImage : references()) {
      float[] numbers = new float[config.attends() ? 3 * D : D];
      for (int d = 0; d < numbers.length; d++) {
        numbers[d] = (float) random.nextGaussian();
      }
      features.add(numbers);
      ofImage.forEach(caption -> captions.add(WORDS.encode(List.of(caption.split(" ")))));
    }
    return new Examples(features, captions, IntStream.of(ALL).map(n -> n / 2).toArray());
  }

  private static List<List<String>> references() {
    List<List<String>> references = new ArrayList<>();
    for (int image = 0; image < IMAGES; image++) {
      String subject = SUBJECTS.get(image / 2);
      String action = ACTIONS.get(image % 2);
      references.add(List.of("a " + subject + " " + action, subject + " " + action));
    }
    return references;
  }
}
