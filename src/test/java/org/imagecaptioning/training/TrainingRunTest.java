package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.models.Bundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings as a program runs them. */
class TrainingRunTest {

  @TempDir private static Path shared;
  @TempDir private Path home;

  @BeforeAll
  static void draw() throws IOException {
    DrawnDataset.write(shared.resolve("drawn"), 100, 1);
  }

  @Test
  void whateverItIsStoppedInItGoesOnAndMakesTheSameModel() {
    Story undisturbed = new Story();
    Bundle made = run("undisturbed", undisturbed, TrainingControl.UNDISTURBED).made();
    assertThat(undisturbed.lines)
        .startsWith(
            "features 64/80", "features 80/80", "features 10/10", "features 10/10", "data 0")
        .contains("step 1", "epoch 1", "checkpoint 5")
        .endsWith("epoch 3", "checkpoint 15");

    // it asks once for each picture that it sees or captions, and once for each step
    for (int questions : new int[] {3, 70, 95, 101, 104, 109, 112, 118, 121, 130, 140, 150, 155}) {
      int[] left = {questions};
      TrainingControl stopping = () -> left[0]-- <= 0;
      String name = "stopped-" + questions;
      assertThat(run(name, TrainingListener.SILENT, stopping).stopped()).as(name).isTrue();
      TrainingOutcome outcome = run(name, TrainingListener.SILENT, TrainingControl.UNDISTURBED);
      assertThat(outcome.made().parameters()).as(name).isEqualTo(made.parameters());
      assertThat(outcome.steps()).isEqualTo(15);
      assertThat(outcome.history()).hasSize(3);
    }
  }

  @Test
  void aModelIsScoredOnBothSplitsAndAnEvaluationScoresItTheSame() {
    TrainingOutcome outcome = run("scored", new Story(), TrainingControl.UNDISTURBED);
    assertThat(outcome.scores()).extracting(score -> score.split()).containsExactly("val", "test");

    Evaluation.Outcome evaluated =
        new Evaluation(outcome.made(), dataset(), Split.TEST, DecodingOptions.defaults(), 2)
            .run(folders("scored"), TrainingListener.SILENT, TrainingControl.UNDISTURBED);
    assertThat(evaluated.score()).isEqualTo(outcome.scores().get(1));
    assertThat(evaluated.captions()).hasSize(10);

    assertThat(
            new Evaluation(outcome.made(), dataset(), Split.TEST, DecodingOptions.defaults(), 2)
                .run(folders("scored"), TrainingListener.SILENT, () -> true)
                .stopped())
        .isTrue();
  }

  @Test
  void aModelIsTrainedFurtherOnWordsThatItDidNotKnow() throws IOException {
    Bundle first = run("first", new Story(), TrainingControl.UNDISTURBED).made();
    Path renamed = shared.resolve("renamed");
    DrawnDataset.write(renamed, 60, 2);
    Path captions = renamed.resolve("captions.jsonl");
    Files.writeString(captions, Files.readString(captions).replace("circle", "ball"));
    Dataset balls = DatasetReaders.read(renamed);

    TrainingOutcome further =
        new TrainingRun(plan(balls, Origins.further(first), 2), folders("further"))
            .run(TrainingListener.SILENT, TrainingControl.UNDISTURBED);

    Bundle made = further.made();
    assertThat(made.vocabulary().words())
        .startsWith(first.vocabulary().words().toArray(String[]::new));
    assertThat(made.vocabulary().words()).contains("ball");
    assertThat(made.manifest().training().options()).containsEntry("startFrom", "drawn:1");
    assertThat(made.manifest().captioner().cell()).isEqualTo(Cell.GRU);
    assertThat(further.history().get(0).validationLoss())
        .as("better than a new network after as much of it")
        .isLessThan(
            new TrainingRun(plan(balls, Origins.none(), 2), folders("new"))
                .run(TrainingListener.SILENT, TrainingControl.UNDISTURBED)
                .history()
                .get(0)
                .validationLoss());
  }

  @Test
  void aModelLearnsFromAnother() {
    Bundle teacher = run("first", new Story(), TrainingControl.UNDISTURBED).made();
    Origins taught = new Origins(Optional.empty(), List.of(teacher, teacher));

    TrainingOutcome learned =
        new TrainingRun(plan(dataset(), taught, 1), folders("taught"))
            .run(TrainingListener.SILENT, TrainingControl.UNDISTURBED);

    assertThat(learned.made().manifest().training().options())
        .containsEntry("teachers", "drawn:1, drawn:1")
        .containsEntry("teaching", "0.9");
    assertThatThrownBy(
            () ->
                new TrainingRun(plan(dataset(), Origins.none(), 1), folders("taught"))
                    .run(TrainingListener.SILENT, TrainingControl.UNDISTURBED))
        .as("its checkpoints are of another training")
        .isInstanceOf(TrainingException.class);
  }

  @Test
  void checkpointsOfOtherOptionsAreRefusedBeforeAnyPictureIsSeen() {
    run("begun", new Story(), TrainingControl.UNDISTURBED);
    TrainingFolders begun = folders("begun");
    TrainingFolders unseen =
        new TrainingFolders(home.resolve("no features"), begun.checkpoints(), begun.natives());
    Story story = new Story();

    assertThatThrownBy(
            () ->
                new TrainingRun(plan(dataset(), Origins.none(), 7), unseen)
                    .run(story, TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.CHECKPOINT))
        .hasMessageContaining("is of another training");
    assertThat(story.lines).isEmpty();
    assertThat(unseen.features()).doesNotExist();
  }

  @Test
  void aTeacherKnowsTheWordsThatAreLearned() throws IOException {
    Bundle teacher = run("first", new Story(), TrainingControl.UNDISTURBED).made();
    Path renamed = shared.resolve("renamed for a teacher");
    DrawnDataset.write(renamed, 60, 2);
    Path captions = renamed.resolve("captions.jsonl");
    Files.writeString(captions, Files.readString(captions).replace("circle", "ball"));
    Origins taught = new Origins(Optional.empty(), List.of(teacher));

    assertThatThrownBy(
            () ->
                new TrainingRun(
                        plan(DatasetReaders.read(renamed), taught, 1), folders("other words"))
                    .run(TrainingListener.SILENT, TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OPTIONS))
        .hasMessageContaining("The teacher drawn:1 knows other words");
  }

  @Test
  void aDataSetThatIsRemovedUnderItIsSaidAndTheCheckpointStays() throws IOException {
    Path mine = shared.resolve("mine");
    DrawnDataset.write(mine, 60, 3);
    Dataset dataset = DatasetReaders.read(mine);
    int[] left = {64};
    TrainingRun run = new TrainingRun(plan(dataset, Origins.none(), 3), folders("removed"));
    assertThat(run.run(TrainingListener.SILENT, () -> left[0]-- <= 0).stopped()).isTrue();
    Files.delete(dataset.images(Split.VAL).get(0).file());

    assertThatThrownBy(() -> run.run(TrainingListener.SILENT, TrainingControl.UNDISTURBED))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.DATASET));
    assertThat(folders("removed").checkpoints()).isNotEmptyDirectory();
    run.forget();
    assertThat(folders("removed").checkpoints()).isEmptyDirectory();
  }

  private TrainingOutcome run(String name, TrainingListener listener, TrainingControl control) {
    return new TrainingRun(plan(dataset(), Origins.none(), 3), folders(name))
        .run(listener, control);
  }

  private static Dataset dataset() {
    return DatasetReaders.read(shared.resolve("drawn"));
  }

  private TrainingFolders folders(String name) {
    TrainingFolders usual = TrainingFolders.in(home, name);
    return new TrainingFolders(
        home.resolve("features-" + name), usual.checkpoints(), Path.of("target", "natives"));
  }

  private static TrainingPlan plan(Dataset dataset, Origins origins, int epochs) {
    ChosenOptions chosen =
        new ChosenOptions(
            Cell.GRU,
            null,
            null,
            null,
            12,
            16,
            null,
            null,
            null,
            epochs,
            null,
            null,
            16,
            1e-2,
            null,
            null,
            null,
            0.1,
            origins.teachers().isEmpty() ? 0.1 : null,
            null,
            0.2,
            null,
            null,
            null,
            null,
            null,
            null,
            7L);
    return new TrainingPlan(
        new ModelCard("drawn", "", "unstated"),
        dataset,
        EncoderChoice.named(EncoderChoice.TINY),
        chosen.resolve(dataset, 1, origins),
        origins,
        new Checkpointing(3, Duration.ofHours(1), 2),
        2);
  }

  /** Remembers what it heard. */
  private static final class Story implements TrainingListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void onFeatures(int done, int all) {
      lines.add("features " + done + "/" + all);
    }

    @Override
    public void onData(DataReport report) {
      lines.add("data " + report.stepsDone());
    }

    @Override
    public void onBatch(BatchReport report) {
      lines.add("step " + report.step());
    }

    @Override
    public void onEpoch(EpochReport report, boolean best) {
      lines.add("epoch " + report.epoch());
    }

    @Override
    public void onCheckpoint(long step) {
      lines.add("checkpoint " + step);
    }
  }
}
