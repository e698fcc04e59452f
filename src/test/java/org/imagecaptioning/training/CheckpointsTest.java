package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.layers.Adam;
import org.imagecaptioning.layers.Team;
import org.imagecaptioning.layers.WeightAverage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  /** What the first version said of the options of {@link #now}. */
  private static final String EARLIER =
      "TrainingOptions[network=NetworkOptions[cell=GRU, initialState=TANH, embedding=8, hidden=64,"
          + " attention=0], objective=CROSS_ENTROPY, words=WordOptions[minimumCount=1, fixed=false,"
          + " mostInCaption=30], batchSize=12, rate=RateOptions[highest=0.001, schedule=COSINE,"
          + " warmupSteps=150, last=0.01], dropout=0.5, labelSmoothing=0.0,"
          + " sampling=SamplingOptions[most=0.0, rise=LINEAR], attentionPenalty=0.01, clipNorm=5.0,"
          + " stopping=StoppingOptions[epochs=3000, watch=CIDER, patience=0], seed=1]";

  private static final CaptionerConfig CONFIG =
      new CaptionerConfig(Cell.GRU, InitialState.TANH, 3, 4, 5, 9);

  private final List<String> heard = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void onMessage(String message) {
          heard.add(message);
        }
      };
  @TempDir private Path temporary;
  private Path folder = Path.of("");
  private Checkpoints checkpoints = new Checkpoints(folder, "", Checkpointing.defaults());

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    folder = temporary.resolve("a").resolve("b");
    checkpoints = checkpoints("this");
  }

  @Test
  void whatIsRestoredIsWhatWasWrittenToTheBit() {
    NetworkState state = state(1);
    checkpoints.write(at(7), state, TrainingControl.UNDISTURBED);

    NetworkState restored = state(2);
    assertThat(checkpoints.restore(restored, listener)).isEqualTo(at(7));
    state
        .matrices()
        .forEach(
            (name, matrix) ->
                assertThat(restored.matrices().get(name).toArray()).isEqualTo(matrix.toArray()));
    assertThat(heard).isEmpty();
  }

  @Test
  void whereverTheNewestIsCutOffTheOneBeforeIsTaken() throws IOException {
    NetworkState first = state(1);
    checkpoints.write(at(7), first, TrainingControl.UNDISTURBED);
    checkpoints.write(at(8), state(2), TrainingControl.UNDISTURBED);
    Path newest = folder.resolve("step-0000000008.checkpoint");
    byte[] whole = Files.readAllBytes(newest);
    for (int length : new int[] {0, 3, 9, 200, whole.length / 2, whole.length - 1}) {
      Files.write(newest, Arrays.copyOf(whole, length));
      heard.clear();
      NetworkState restored = state(3);
      assertThat(checkpoints.restore(restored, listener)).as("%d bytes", length).isEqualTo(at(7));
      assertThat(restored.weights().tensors()).isEqualTo(first.weights().tensors());
      assertThat(heard).singleElement().asString().contains("is broken", "step-0000000008");
    }
  }

  @Test
  void aBitThatChangedAnywhereIsNoticed() throws IOException {
    checkpoints.write(at(7), state(1), TrainingControl.UNDISTURBED);
    checkpoints.write(at(8), state(2), TrainingControl.UNDISTURBED);
    Path newest = folder.resolve("step-0000000008.checkpoint");
    byte[] whole = Files.readAllBytes(newest);
    for (int place = 0; place < whole.length; place += 97) {
      byte[] changed = whole.clone();
      changed[place] ^= 4;
      Files.write(newest, changed);
      assertThat(checkpoints.restore(state(3), listener).step()).as("byte %d", place).isEqualTo(7);
    }
  }

  /** Whoever adds an option finds here that trainings which are under way would not go on. */
  @Test
  void trainingsThatAnEarlierVersionBeganGoOn() {
    checkpoints(EARLIER).write(at(7), state(1), TrainingControl.UNDISTURBED);

    assertThat(checkpoints(now().toString()).restore(state(2), listener)).isEqualTo(at(7));
    assertThatThrownBy(
            () ->
                checkpoints(now().toString().replace("averaging=0.0", "averaging=0.9"))
                    .restore(state(2), listener))
        .isInstanceOf(TrainingException.class);
  }

  @Test
  void anEarlierVersionFindsNoOptionThatItDoesNotKnowAndThatChangesNothing() throws IOException {
    checkpoints(now().toString()).write(at(7), state(1), TrainingControl.UNDISTURBED);

    byte[] header = CheckpointFile.header(folder.resolve("step-0000000007.checkpoint"));
    assertThat(new String(header, StandardCharsets.UTF_8)).contains('"' + EARLIER + '"');
  }

  private static TrainingOptions now() {
    return new TrainingOptions(
        new NetworkOptions(Cell.GRU, InitialState.TANH, 8, 64, 0),
        Objective.CROSS_ENTROPY,
        new WordOptions(1, false, 30),
        12,
        new RateOptions(0.001, RateOptions.Schedule.COSINE, 150, 0.01),
        0.5,
        0,
        0,
        new SamplingOptions(0, SamplingOptions.Rise.LINEAR),
        0.01,
        5,
        0,
        ViewOptions.none(),
        new StoppingOptions(3000, StoppingOptions.Watch.CIDER, 0),
        1);
  }

  @Test
  void whatWasBeingWrittenWhenTheProcessDiedIsNotSeen() throws IOException {
    checkpoints.write(at(7), state(1), TrainingControl.UNDISTURBED);
    Files.write(folder.resolve("writing"), new byte[] {1, 2, 3});

    assertThat(checkpoints("this").restore(state(2), listener).step()).isEqualTo(7);
    checkpoints.write(at(8), state(1), TrainingControl.UNDISTURBED);
    assertThat(folder.resolve("writing")).doesNotExist();
  }

  @Test
  void aFullDiskIsSaidAndTheLastCheckpointStays() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only where there is a device that is always full");
    checkpoints.write(at(7), state(1), TrainingControl.UNDISTURBED);
    Files.createSymbolicLink(folder.resolve("writing"), full);

    assertThatThrownBy(() -> checkpoints.write(at(8), state(2), TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.DISK))
        .hasMessageContaining("No space left")
        .hasMessageContaining(folder.toString());
    assertThat(checkpoints.restore(state(3), listener).step()).isEqualTo(7);
  }

  @Test
  void aNumberThatIsNoneIsNeverKept() {
    checkpoints.write(at(7), state(1), TrainingControl.UNDISTURBED);
    NetworkState broken = state(2);
    broken.weights().get("Wh").put(0, new float[] {Float.POSITIVE_INFINITY}, 1);

    assertThatThrownBy(() -> checkpoints.write(at(8), broken, TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TrainingException.Kind.DIVERGED);
              assertThat(e.step()).isEqualTo(8);
            });
    assertThat(checkpoints.restore(state(3), listener).step()).isEqualTo(7);
  }

  @Test
  void oneIsDueAfterSomeStepsSinceTheLast() {
    assertThat(checkpoints.due(2)).isFalse();
    assertThat(checkpoints.due(3)).isTrue();
    checkpoints.write(at(4), state(1), TrainingControl.UNDISTURBED);
    assertThat(checkpoints.due(6)).isFalse();
    assertThat(checkpoints.due(7)).isTrue();
    assertThat(
            new Checkpoints(folder, "this", new Checkpointing(1000, Duration.ofNanos(1), 2)).due(1))
        .isTrue();
  }

  @Test
  void thoseOfAnotherTrainingAreRefused() {
    checkpoints.write(at(7), state(1), TrainingControl.UNDISTURBED);
    assertThatThrownBy(() -> checkpoints("another").restore(state(2), listener))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.CHECKPOINT))
        .hasMessageContaining("it was this, this is another");
  }

  @Test
  void onceForgottenTheyAreGone() {
    checkpoints.write(at(7), state(1), TrainingControl.UNDISTURBED);
    Checkpoints.clear(folder);
    assertThat(checkpoints.restore(state(2), listener)).isEqualTo(Progress.none());
  }

  private Checkpoints checkpoints(String training) {
    return new Checkpoints(folder, training, new Checkpointing(3, Duration.ofHours(1), 2));
  }

  private static Progress at(long step) {
    return new Progress(
        1, 2, step, 3.5, 4, 5.25, 1, 0.1, 2.5, LossTrend.none().after(1.0 / 3), List.of());
  }

  private static NetworkState state(long seed) {
    Parameters weights = Parameters.random(CONFIG, seed);
    Adam adam = new Adam(weights.all().size());
    adam.step(weights.all(), Parameters.random(CONFIG, seed + 100).all(), 0.1, Team.alone());
    return new NetworkState(
        weights,
        new WeightAverage(Parameters.random(CONFIG, seed + 20).all(), 0.9, true),
        Parameters.random(CONFIG, seed + 10),
        adam);
  }
}
