package org.imagecaptioning.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.Precision;

/**
 * A small training as a process of its own, which whoever started it may kill: it says a line
 * before it goes on with anything, and waits for a byte.
 */
final class KilledTraining implements TrainingListener {

  private final PrintStream out;

  private KilledTraining(PrintStream out) {
    this.out = out;
  }

  /**
   * @param args the dataset, the home and where the bundle goes
   */
  public static void main(String[] args) throws IOException {
    KilledTraining told =
        new KilledTraining(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    Bundle bundle = run(Path.of(args[0]), Path.of(args[1]), told).made();
    new BundleWriter().write(Path.of(args[2]), bundle, Precision.F32);
    told.out.println("done");
  }

  static TrainingOutcome run(Path dataset, Path home, TrainingListener listener) {
    TrainingOptions options =
        new TrainingOptions(
            new NetworkOptions(Cell.GRU, InitialState.TANH, 16, 24),
            Objective.CROSS_ENTROPY,
            new WordOptions(1, false, 30),
            16,
            new RateOptions(5e-3, RateOptions.Schedule.COSINE, 5, 0.1),
            0.2,
            0.05,
            0,
            new SamplingOptions(0.3, SamplingOptions.Rise.LINEAR),
            0,
            5,
            0.95,
            new ViewOptions(2, true),
            new StoppingOptions(6, StoppingOptions.Watch.CIDER, 0),
            3);
    TrainingPlan plan =
        new TrainingPlan(
            new ModelCard("killed", "", "unstated"),
            DatasetReaders.read(dataset),
            EncoderChoice.named(EncoderChoice.TINY),
            options,
            Origins.none(),
            new Checkpointing(4, Duration.ofHours(1), 2),
            2);
    TrainingFolders folders =
        new TrainingFolders(
            home.resolve("features"), home.resolve("checkpoints"), Path.of("target", "natives"));
    return new TrainingRun(plan, folders).run(listener, TrainingControl.UNDISTURBED);
  }

  @Override
  public void onFeatures(int done, int all) {
    waitAfter("features " + done);
  }

  @Override
  public void onBatch(BatchReport report) {
    waitAfter("step " + report.step());
  }

  @Override
  public void onEpoch(EpochReport report, boolean best) {
    waitAfter("epoch " + report.epoch());
  }

  private void waitAfter(String line) {
    out.println(line);
    try {
      if (System.in.read() < 0) {
        throw new IllegalStateException("Whoever started this is gone");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
