package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.captioner.Teachers;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.layers.Team;
import org.imagecaptioning.training.StoppingOptions.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final int DEPTH = 6;
  private static final int SEED = 9;
  private static final Vocabulary VOCABULARY =
      Vocabulary.fromCaptions(List.of(List.of("a", "dog", "cat", "runs", "sits", "here")), 1);

  @TempDir private Path folder;

  @Test
  void stoppedAndGoneOnItEndsWithTheVeryWeightsOfAnUndisturbedRun() {
    Trainer.Result undisturbed = train("a", options(4), TrainingControl.UNDISTURBED);

    for (int stopAfter : new int[] {1, 7, 8, 13, 19, 26, 40, 55}) {
      String name = "stopped-" + stopAfter;
      Trainer.Result stopped = train(name, options(4), afterAsking(stopAfter));
      assertThat(stopped.stopped()).isTrue();
      Trainer.Result resumed = train(name, options(4), TrainingControl.UNDISTURBED);

      assertThat(resumed.stopped()).isFalse();
      assertThat(resumed.weights().tensors()).isEqualTo(undisturbed.weights().tensors());
      assertThat(losses(resumed)).isEqualTo(losses(undisturbed));
    }
  }

  @Test
  void aNetworkThatAttendsGoesOnToTheVeryWeightsToo() {
    Trainer.Result undisturbed = attend("a", TrainingControl.UNDISTURBED);
    assertThat(losses(undisturbed).get(3)).isLessThan(losses(undisturbed).get(0));

    for (int stopAfter : new int[] {2, 13, 19}) {
      assertThat(attend("stopped-" + stopAfter, afterAsking(stopAfter)).stopped()).isTrue();
      Trainer.Result resumed = attend("stopped-" + stopAfter, TrainingControl.UNDISTURBED);

      assertThat(resumed.weights().tensors()).isEqualTo(undisturbed.weights().tensors());
      assertThat(losses(resumed)).isEqualTo(losses(undisturbed));
    }
  }

  @Test
  void whatIsSeenInOneEpochOrAnotherIsTheSameWhereverItWasStopped() {
    Trainer.Result plain = train("plain", options(4), TrainingControl.UNDISTURBED);
    Trainer.Result undisturbed = views("a", TrainingControl.UNDISTURBED);
    assertThat(losses(undisturbed)).doesNotContainAnyElementsOf(losses(plain));

    for (int stopAfter : new int[] {1, 8, 13, 26, 40, 55}) {
      assertThat(views("stopped-" + stopAfter, afterAsking(stopAfter)).stopped()).isTrue();
      Trainer.Result resumed = views("stopped-" + stopAfter, TrainingControl.UNDISTURBED);

      assertThat(resumed.weights().tensors()).isEqualTo(undisturbed.weights().tensors());
      assertThat(losses(resumed)).isEqualTo(losses(undisturbed));
    }
  }

  @Test
  void stoppedAndGoneOnTheAverageOfTheWeightsIsTheVeryOneToo() {
    Trainer.Result undisturbed = train("a", averaging(3, 0.9), TrainingControl.UNDISTURBED);

    for (int stopAfter : new int[] {1, 8, 13, 26, 40}) {
      String name = "stopped-" + stopAfter;
      assertThat(train(name, averaging(3, 0.9), afterAsking(stopAfter)).stopped()).isTrue();
      Trainer.Result resumed = train(name, averaging(3, 0.9), TrainingControl.UNDISTURBED);

      assertThat(resumed.weights().tensors()).isEqualTo(undisturbed.weights().tensors());
      assertThat(resumed.progress().bestScore()).isEqualTo(undisturbed.progress().bestScore());
    }
  }

  @Test
  void whatIsValidatedAndKeptIsTheAverageOfTheWeights() {
    Steps steps = new Steps();
    Parameters kept = train("a", averaging(1, 0.6), steps).weights();

    float[] first = Parameters.random(config(), SEED).all().toArray();
    float[] average = kept.all().toArray();
    for (int i = 0; i < average.length; i++) {
      double expected = first[i];
      for (int t = 0; t < steps.weights.size(); t++) {
        double decay = Math.min(0.6, (1.0 + t) / (10.0 + t));
        expected = decay * expected + (1 - decay) * steps.weights.get(t)[i];
      }
      assertThat((double) average[i]).isCloseTo(expected, within(1e-6));
    }
    EpochReport told = steps.epochs.get(0);
    assertThat(told.validationLoss()).isEqualTo(validation(kept).validationLoss());
    assertThat(told.scores()).isEqualTo(validation(kept).scores());
    assertThat(told.validationLoss()).isNotEqualTo(validation(steps.trained).validationLoss());
  }

  @Test
  void whatIsLearnedIsTheSameWithAnAverageAndWithout() {
    Steps plain = new Steps();
    Parameters kept = train("plain", averaging(2, 0), plain).weights();
    Steps averaged = new Steps();
    train("averaged", averaging(2, 0.9), averaged);

    assertThat(averaged.weights.toArray(float[][]::new))
        .hasDimensions(16, plain.trained.all().size())
        .isDeepEqualTo(plain.weights.toArray(float[][]::new));
    assertThat(averaged.trained.all().toArray()).isEqualTo(averaged.weights.get(15));
    assertThat(validation(kept).validationLoss())
        .isEqualTo(
            plain.epochs.stream().mapToDouble(EpochReport::validationLoss).min().getAsDouble());
  }

  @Test
  void onlyTheTwoNewestCheckpointsAreKept() throws Exception {
    train("a", options(5), TrainingControl.UNDISTURBED);
    try (Stream<Path> kept = Files.list(folder.resolve("a"))) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("step-0000000038.checkpoint", "step-0000000040.checkpoint");
    }
  }

  @Test
  void epochThatWasToldOfWhenTheProcessDiedBeforeItsCheckpointIsToldAgain() {
    Story story = new Story();
    TrainingControl dying =
        new TrainingControl() {
          @Override
          public boolean stopAsked() {
            return false;
          }

          @Override
          public boolean mayPublish() {
            return story.epochs.size() < 2;
          }
        };
    assertThatThrownBy(() -> train("a", options(4), data(), story, dying))
        .isInstanceOf(TrainingException.class);
    train("a", options(4), data(), story, TrainingControl.UNDISTURBED);

    assertThat(story.epochs.stream().map(EpochReport::epoch)).containsExactly(1, 2, 2, 3, 4);
  }

  @Test
  void checkpointsOfAnotherTrainingAreRefused() {
    train("a", options(2), TrainingControl.UNDISTURBED);
    assertThatThrownBy(() -> train("a", options(3), TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.CHECKPOINT))
        .hasMessageContaining("is of another training");
  }

  @Test
  void aLossThatIsNoNumberStopsTheTrainingAndNamesTheStep() {
    TrainingData data = data();
    data.examples().features().get(0)[0] = Float.NaN;
    assertThatThrownBy(
            () -> train("nan", options(2), data, new Story(), TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TrainingException.Kind.DIVERGED);
              assertThat(e.step()).isBetween(1L, 8L);
            })
        .hasMessageContaining("At step ")
        .hasMessageContaining("learning rate");
  }

  @Test
  void aLossThatExplodesStopsTheTrainingAndWhatWasGoodStays() {
    List<Long> kept = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onCheckpoint(long step) {
            kept.add(step);
          }
        };
    // a rate that rises until it is far too high
    TrainingOptions rising = options(200, new RateOptions(10, RateOptions.Schedule.LINEAR, 900, 1));
    assertThatThrownBy(() -> train("up", rising, data(), listener, TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TrainingException.Kind.DIVERGED);
              assertThat(e.step()).isGreaterThan(10);
            })
        .hasMessageContaining("the loss has risen to")
        .hasMessageContaining("lower learning rate than 10.0");

    assertThat(kept).isNotEmpty();
    long last = kept.get(kept.size() - 1);
    Progress good =
        new Checkpoints(folder.resolve("up"), rising.toString(), Checkpointing.defaults())
            .restore(
                NetworkState.of(config(), new Parameters(config()), 0, false),
                TrainingListener.SILENT);
    assertThat(good.step()).isEqualTo(last);
    assertThat(good.trend().suspicious(VOCABULARY.size())).isFalse();
  }

  @Test
  void nothingIsPublishedByATrainingThatSomebodyElseHasNow() {
    TrainingControl lost =
        new TrainingControl() {
          @Override
          public boolean stopAsked() {
            return false;
          }

          @Override
          public boolean mayPublish() {
            return false;
          }
        };
    assertThatThrownBy(() -> train("lost", options(2), lost))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.SUPERSEDED));
    assertThat(folder.resolve("lost").resolve("step-0000000003.checkpoint")).doesNotExist();
  }

  @Test
  void trainingStopsWhenValidationNoLongerGetsBetterAndKeepsTheBestEpoch() {
    Story story = new Story();
    Trainer.Result result =
        train("p", options(40, Watch.CIDER, 2), data(), story, TrainingControl.UNDISTURBED);

    int best = result.progress().bestEpoch();
    assertThat(result.progress().epoch()).isEqualTo(best + 2).isLessThan(40);
    assertThat(story.epochs.get(best - 1).scores().cider())
        .isEqualTo(result.progress().bestScore());
  }

  @Test
  void whereTheLossIsWatchedTheEpochOfTheLeastValidationLossIsKept() {
    Story story = new Story();
    Trainer.Result result =
        train("l", options(60, Watch.LOSS, 3), data(), story, TrainingControl.UNDISTURBED);

    List<Double> losses = story.epochs.stream().map(EpochReport::validationLoss).toList();
    assertThat(result.progress().epoch()).isEqualTo(result.progress().bestEpoch() + 3);
    assertThat(losses.get(result.progress().bestEpoch() - 1)).isEqualTo(Collections.min(losses));
  }

  @Test
  void whereTheLastEpochIsWantedNothingElseIsLookedAt() {
    Steps steps = new Steps();
    Trainer.Result result = train("w", options(5, Watch.LAST, 1), steps);

    assertThat(result.progress().bestEpoch()).isEqualTo(5);
    assertThat(result.weights().all().toArray()).isEqualTo(steps.trained.all().toArray());
  }

  @Test
  void ofEpochsWhoseCiderIsEqualTheOneOfTheLeastValidationLossIsBest() {
    CaptionScores none = new CaptionScores(0, 0, 0, 0, 0, 0);
    Progress progress = Progress.none();
    for (double loss : new double[] {3, 2, 2.5}) {
      int epoch = progress.epoch() + 1;
      progress =
          progress.afterEpoch(new EpochReport(epoch, 1, loss, none, List.of(), 1, 1), Watch.CIDER);
    }
    assertThat(progress.bestEpoch()).isEqualTo(2);
  }

  @Test
  void anEpochTellsTheLossOfTheValidationAndShowsCaptionsOfTheSamePicturesEachTime() {
    Story story = new Story();
    train("s", options(6), data(), story, TrainingControl.UNDISTURBED);

    assertThat(story.epochs)
        .hasSize(6)
        .allSatisfy(
            epoch ->
                assertThat(epoch.samples())
                    .extracting(EpochReport.Sample::image)
                    .containsExactly("0", "1", "2", "3", "4"));
    assertThat(story.epochs.get(5).validationLoss())
        .isLessThan(story.epochs.get(0).validationLoss());
  }

  @Test
  void everyExampleComesOnceAnEpochInAnotherOrderEachEpoch() {
    Minibatches first = Minibatches.of(23, 5, 1, 0);
    List<Integer> seen = new ArrayList<>();
    for (int batch = 0; batch < Minibatches.count(23, 5); batch++) {
      IntStream.of(first.get(batch)).forEach(seen::add);
    }
    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    assertThat(Minibatches.of(23, 5, 1, 0).get(0)).isEqualTo(first.get(0));
    assertThat(Minibatches.of(23, 5, 1, 1).get(0)).isNotEqualTo(first.get(0));
    assertThat(Minibatches.of(23, 5, 2, 0).get(0)).isNotEqualTo(first.get(0));
  }

  @Test
  void theCaptionsOfAnImageComeTogetherWhereAskedForInAnotherOrderEachEpoch() {
    int[] imageOf = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1};
    Minibatches first = Minibatches.byImage(imageOf, 4, 1, 0);
    List<Integer> images = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    for (int batch = 0; batch < Minibatches.count(imageOf.length, 4); batch++) {
      IntStream.of(first.get(batch)).forEach(seen::add);
    }
    seen.forEach(example -> images.add(imageOf[example]));

    assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    for (int image = 0; image < 4; image++) {
      assertThat(images.lastIndexOf(image) - images.indexOf(image) + 1)
          .isEqualTo(Collections.frequency(images, image));
    }
    assertThat(Minibatches.byImage(imageOf, 4, 1, 0).get(0)).isEqualTo(first.get(0));
    assertThat(
            IntStream.range(1, 9)
                .anyMatch(
                    epoch ->
                        !Arrays.equals(
                            Minibatches.byImage(imageOf, 4, 1, epoch).get(0), first.get(0))))
        .isTrue();
  }

  private Trainer.Result train(String name, TrainingOptions options, Steps steps) {
    return train(
        name, config(), options, data(), steps.trained, steps, TrainingControl.UNDISTURBED);
  }

  private static EpochReport validation(Parameters weights) {
    try (Workers workers = new Workers(1, TrainingControl.UNDISTURBED)) {
      return new Validator(config(), data(), DecodingOptions.defaults(), workers)
          .validate(
              weights,
              new ShardedGradients(config(), weights, Trainer.GRADIENT_SHARDS, Team.alone()),
              Progress.none());
    }
  }

  private Trainer.Result train(String name, TrainingOptions options, TrainingControl control) {
    return train(name, options, data(), new Story(), control);
  }

  private Trainer.Result train(
      String name,
      TrainingOptions options,
      TrainingData data,
      TrainingListener listener,
      TrainingControl control) {
    return train(name, config(), options, data, listener, control);
  }

  /** With two views of each image but itself. */
  private Trainer.Result views(String name, TrainingControl control) {
    SplittableRandom random = new SplittableRandom(12);
    TrainingData data =
        new TrainingData(
            VOCABULARY,
            examples(DEPTH),
            List.of(features(random, 10, DEPTH), features(random, 10, DEPTH)),
            references(),
            validation(DEPTH),
            examples(DEPTH));
    return train(name, options(4), data, new Story(), control);
  }

  /** With grids of three places instead of their mean. */
  private Trainer.Result attend(String name, TrainingControl control) {
    TrainingData data =
        new TrainingData(
            VOCABULARY,
            examples(3 * DEPTH),
            List.of(),
            references(),
            validation(3 * DEPTH),
            examples(3 * DEPTH));
    TrainingOptions plain = options(4);
    TrainingOptions options =
        new TrainingOptions(
            new NetworkOptions(Cell.LSTM, InitialState.TANH_WITH_CELL, 5, 8, 4),
            Objective.CROSS_ENTROPY,
            plain.words(),
            plain.batchSize(),
            plain.rate(),
            plain.dropout(),
            plain.labelSmoothing(),
            plain.teaching(),
            new SamplingOptions(0, SamplingOptions.Rise.LINEAR),
            0.01,
            plain.clipNorm(),
            plain.averaging(),
            plain.views(),
            plain.stopping(),
            plain.seed());
    CaptionerConfig attending =
        new CaptionerConfig(
            Cell.LSTM, InitialState.TANH_WITH_CELL, DEPTH, 5, 8, VOCABULARY.size(), 4);
    return train(name, attending, options, data, new Story(), control);
  }

  private Trainer.Result train(
      String name,
      CaptionerConfig config,
      TrainingOptions options,
      TrainingData data,
      TrainingListener listener,
      TrainingControl control) {
    return train(
        name, config, options, data, Parameters.random(config, options.seed()), listener, control);
  }

  private Trainer.Result train(
      String name,
      CaptionerConfig config,
      TrainingOptions options,
      TrainingData data,
      Parameters weights,
      TrainingListener listener,
      TrainingControl control) {
    try (Workers workers = new Workers(2, control)) {
      return new Trainer(
              options,
              config,
              data,
              Teachers.none(),
              new Validator(config, data, DecodingOptions.defaults(), workers),
              2,
              new Checkpoints(
                  folder.resolve(name),
                  options.toString(),
                  new Checkpointing(3, Duration.ofHours(1), 2)))
          .train(weights, false, listener, control);
    }
  }

  private static TrainingData data() {
    return new TrainingData(
        VOCABULARY, examples(DEPTH), List.of(), references(), validation(DEPTH), examples(DEPTH));
  }

  private static CaptionerConfig config() {
    return new CaptionerConfig(
        Cell.LSTM, InitialState.TANH_WITH_CELL, DEPTH, 5, 8, VOCABULARY.size());
  }

  private static TrainingOptions options(int epochs) {
    return options(epochs, Watch.CIDER, 0);
  }

  private static TrainingOptions options(int epochs, Watch watch, int patience) {
    return options(
        new StoppingOptions(epochs, watch, patience),
        new RateOptions(0.02, RateOptions.Schedule.COSINE, 2, 0.1));
  }

  private static TrainingOptions averaging(int epochs, double decay) {
    return options(
        new StoppingOptions(epochs, Watch.LOSS, 0),
        new RateOptions(0.02, RateOptions.Schedule.COSINE, 2, 0.1),
        decay);
  }

  private static TrainingOptions options(int epochs, RateOptions rate) {
    return options(new StoppingOptions(epochs, Watch.CIDER, 0), rate);
  }

  private static TrainingOptions options(StoppingOptions stopping, RateOptions rate) {
    return options(stopping, rate, 0);
  }

  private static TrainingOptions options(
      StoppingOptions stopping, RateOptions rate, double averaging) {
    return new TrainingOptions(
        new NetworkOptions(Cell.LSTM, InitialState.TANH_WITH_CELL, 5, 8),
        Objective.CROSS_ENTROPY,
        new WordOptions(1, false, 10),
        4,
        rate,
        0.2,
        0.1,
        0,
        new SamplingOptions(0.5, SamplingOptions.Rise.LINEAR),
        0,
        5,
        averaging,
        ViewOptions.none(),
        stopping,
        SEED);
  }

  /** 30 captions, so 8 minibatches of 4 an epoch, the last smaller. */
  private static Examples examples(int numbers) {
    SplittableRandom random = new SplittableRandom(4);
    List<float[]> features = features(random, 10, numbers);
    List<int[]> captions = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      captions.add(
          VOCABULARY.encode(
              List.of("a", n % 2 == 0 ? "dog" : "cat", n % 3 == 0 ? "runs" : "sits")));
    }
    return new Examples(features, captions, IntStream.range(0, 30).map(n -> n % 10).toArray());
  }

  private static List<List<String>> references() {
    return Collections.nCopies(10, List.of("a dog sits", "a cat runs"));
  }

  private static Validation validation(int numbers) {
    List<CaptionedImage> images = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      List<String> captions = List.of("a dog runs here", n % 2 == 0 ? "a dog sits" : "a cat sits");
      images.add(new CaptionedImage("" + n, Path.of(n + ".png"), captions, Split.VAL));
    }
    return new Validation(images, features(new SplittableRandom(8), 6, numbers));
  }

  private static List<float[]> features(SplittableRandom random, int count, int numbers) {
    List<float[]> features = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] row = new float[numbers];
      for (int d = 0; d < numbers; d++) {
        row[d] = (float) random.nextDouble(-1, 1);
      }
      features.add(row);
    }
    return features;
  }

  private static List<Double> losses(Trainer.Result result) {
    return result.progress().history().stream().map(EpochReport::loss).toList();
  }

  private static TrainingControl afterAsking(int times) {
    int[] asked = {0};
    return () -> asked[0]++ >= times;
  }

  /** Remembers the weights after each step, and the epochs. */
  private static final class Steps implements TrainingListener {
    private final Parameters trained = Parameters.random(config(), SEED);
    private final List<float[]> weights = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();

    @Override
    public void onBatch(BatchReport report) {
      weights.add(trained.all().toArray());
    }

    @Override
    public void onEpoch(EpochReport report, boolean best) {
      epochs.add(report);
    }
  }

  /** Remembers the epochs. */
  private static final class Story implements TrainingListener {
    private final List<EpochReport> epochs = new ArrayList<>();

    @Override
    public void onEpoch(EpochReport report, boolean best) {
      epochs.add(report);
    }
  }
}
