package org.imagecaptioning.training;

import java.util.Locale;

/** Shows a training on a progress bar, and a line an epoch. */
final class TrainingLog implements TrainingListener {

  private final ProgressBar bar;
  private final int epochs;

  TrainingLog(ProgressBar bar, int epochs) {
    this.bar = bar;
    this.epochs = epochs;
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, double loss, double wordsPerSecond) {
    bar.show(
        "epoch %d/%d".formatted(epoch, epochs),
        batch,
        batches,
        String.format(Locale.ROOT, "loss %.3f, %.0f words/s", loss, wordsPerSecond));
  }

  @Override
  public void onEpoch(EpochReport report, boolean best) {
    bar.line(
        String.format(
            Locale.ROOT,
            "epoch %d/%d: loss %.3f in %.1f s, %.0f words/s%s%s",
            report.epoch(),
            epochs,
            report.loss(),
            report.seconds(),
            report.wordsPerSecond(),
            report.scores() == null ? "" : ", " + TrainCommand.scores(report.scores()),
            best ? " *" : ""));
  }
}
