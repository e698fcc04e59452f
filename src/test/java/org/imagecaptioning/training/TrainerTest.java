package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final int DEPTH = 6;
  private static final Vocabulary VOCABULARY =
      Vocabulary.fromCaptions(List.of(List.of("a", "dog", "cat", "runs", "sits", "here")), 1);

  @TempDir private Path folder;

  @Test
  void stoppedAndGoneOnItEndsWithTheVeryWeightsOfAnUndisturbedRun() {
    Trainer.Result undisturbed = trainer("a", options(4)).train(new Story(), () -> false);

    for (int stopAfter : new int[] {1, 7, 8, 13}) {
      String name = "stopped-" + stopAfter;
      Trainer.Result stopped = trainer(name, options(4)).train(new Story(), afterAsking(stopAfter));
      assertThat(stopped.stopped()).isTrue();
      Trainer.Result resumed = trainer(name, options(4)).train(new Story(), () -> false);

      assertThat(resumed.stopped()).isFalse();
      assertThat(resumed.weights().tensors()).isEqualTo(undisturbed.weights().tensors());
      assertThat(losses(resumed)).isEqualTo(losses(undisturbed));
    }
  }

  @Test
  void aCheckpointThatWasBeingWrittenWhenTheProcessDiedIsNotRead() throws Exception {
    trainer("a", options(2)).train(new Story(), afterAsking(5));
    Path writing = Files.createDirectories(folder.resolve("a").resolve("writing"));
    Files.writeString(writing.resolve("progress.json"), "{");

    assertThat(trainer("a", options(2)).train(new Story(), () -> false).progress().epoch())
        .isEqualTo(2);
  }

  @Test
  void onlyTheTwoNewestCheckpointsAreKept() throws Exception {
    trainer("a", options(5)).train(new Story(), () -> false);
    try (Stream<Path> kept = Files.list(folder.resolve("a"))) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("step-0000000039", "step-0000000040");
    }
  }

  @Test
  void checkpointsOfAnotherTrainingAreRefused() {
    trainer("a", options(2)).train(new Story(), () -> false);
    Trainer other =
        new Trainer(
            options(3),
            config(),
            VOCABULARY,
            examples(),
            validation(),
            DecodingOptions.defaults(),
            1,
            new Checkpoints(folder.resolve("a"), "another", 3));
    assertThatThrownBy(() -> other.train(new Story(), () -> false))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("is of another training")
        .hasMessageContaining("--fresh");
  }

  @Test
  void aLossThatIsNoNumberStopsTheTrainingAndNamesTheStep() {
    Examples examples = examples();
    examples.features().get(0)[0] = Float.NaN;
    Trainer trainer =
        new Trainer(
            options(2),
            config(),
            VOCABULARY,
            examples,
            validation(),
            DecodingOptions.defaults(),
            1,
            new Checkpoints(folder.resolve("nan"), "nan", 100));
    assertThatThrownBy(() -> trainer.train(new Story(), () -> false))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("At step ")
        .hasMessageContaining("learning rate");
  }

  @Test
  void trainingStopsWhenValidationNoLongerGetsBetterAndKeepsTheBestEpoch() {
    TrainingOptions patient = options(40, 2);
    Story story = new Story();
    Trainer.Result result = trainer("p", patient).train(story, () -> false);

    int best = result.progress().bestEpoch();
    assertThat(result.progress().epoch()).isEqualTo(best + 2).isLessThan(40);
    assertThat(story.epochs.get(best - 1).scores().cider())
        .isEqualTo(result.progress().bestScore());
  }

  @Test
  void theRateWarmsUpAndFallsAlongACosine() {
    TrainingOptions options = TrainingOptions.defaults(Cell.RNN);
    assertThat(options.learningRateAt(0, 1000)).isLessThan(1e-5);
    assertThat(options.learningRateAt(200, 1000)).isEqualTo(1e-3);
    assertThat(options.learningRateAt(600, 1000)).isBetween(0.5e-3, 0.51e-3);
    assertThat(options.learningRateAt(1000, 1000)).isBetween(0.99e-5, 1.01e-5);
  }

  @Test
  void everyExampleComesOnceAnEpochInAnotherOrderEachEpoch() {
    Minibatches first = new Minibatches(23, 5, 1, 0);
    List<Integer> seen = new ArrayList<>();
    for (int batch = 0; batch < Minibatches.count(23, 5); batch++) {
      IntStream.of(first.get(batch)).forEach(seen::add);
    }
    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    assertThat(new Minibatches(23, 5, 1, 0).get(0)).isEqualTo(first.get(0));
    assertThat(new Minibatches(23, 5, 1, 1).get(0)).isNotEqualTo(first.get(0));
    assertThat(new Minibatches(23, 5, 2, 0).get(0)).isNotEqualTo(first.get(0));
  }

  private Trainer trainer(String name, TrainingOptions options) {
    return new Trainer(
        options,
        config(),
        VOCABULARY,
        examples(),
        validation(),
        DecodingOptions.defaults(),
        2,
        new Checkpoints(folder.resolve(name), "this", 3));
  }

  private static CaptionerConfig config() {
    return new CaptionerConfig(
        Cell.LSTM, InitialState.TANH_WITH_CELL, DEPTH, 5, 8, VOCABULARY.size());
  }

  private static TrainingOptions options(int epochs) {
    return options(epochs, 0);
  }

  private static TrainingOptions options(int epochs, int patience) {
    return new TrainingOptions(
        Cell.LSTM,
        InitialState.TANH_WITH_CELL,
        5,
        8,
        1,
        10,
        epochs,
        4,
        0.02,
        2,
        0.1,
        0.2,
        5,
        patience,
        9);
  }

  /** 30 captions, so 8 minibatches of 4 an epoch, the last smaller. */
  private static Examples examples() {
    SplittableRandom random = new SplittableRandom(4);
    List<float[]> features = features(random, 10);
    List<int[]> captions = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      captions.add(
          VOCABULARY.encode(
              List.of("a", n % 2 == 0 ? "dog" : "cat", n % 3 == 0 ? "runs" : "sits")));
    }
    return new Examples(features, captions, IntStream.range(0, 30).map(n -> n % 10).toArray());
  }

  private static Validation validation() {
    List<List<String>> references = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      references.add(List.of("a dog runs here", n % 2 == 0 ? "a dog sits" : "a cat sits"));
    }
    return new Validation(features(new SplittableRandom(8), 6), references);
  }

  private static List<float[]> features(SplittableRandom random, int count) {
    List<float[]> features = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] row = new float[DEPTH];
      for (int d = 0; d < DEPTH; d++) {
        row[d] = (float) random.nextDouble(-1, 1);
      }
      features.add(row);
    }
    return features;
  }

  private static List<Double> losses(Trainer.Result result) {
    return result.progress().history().stream().map(EpochReport::loss).toList();
  }

  private static BooleanSupplier afterAsking(int times) {
    int[] asked = {0};
    return () -> asked[0]++ >= times;
  }

  /** Remembers the epochs. */
  private static final class Story implements TrainingListener {
    private final List<EpochReport> epochs = new ArrayList<>();

    @Override
    public void onBatch(int epoch, int batch, int batches, double loss, double wordsPerSecond) {
      assertThat(batch).isBetween(1, batches);
    }

    @Override
    public void onEpoch(EpochReport report, boolean best) {
      epochs.add(report);
    }
  }
}
