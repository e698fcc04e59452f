package org.imagecaptioning.commands;

import java.util.Locale;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.training.BatchReport;
import org.imagecaptioning.training.DataReport;
import org.imagecaptioning.training.EpochReport;
import org.imagecaptioning.training.TrainingListener;

/** Shows a training on a progress bar, and a line an epoch. */
final class TrainingLog implements TrainingListener {

  private final ProgressBar bar;

  TrainingLog(ProgressBar bar) {
    this.bar = bar;
  }

  @Override
  public void onMessage(String message) {
    bar.line(message);
  }

  @Override
  public void onFeatures(int done, int all) {
    bar.show("features", done, all, "");
  }

  @Override
  public void onData(DataReport report) {
    bar.line(
        "%d captions of %d images, %d words, validated on %d images"
            .formatted(
                report.captions(), report.images(), report.words(), report.validationImages()));
    if (report.stepsDone() > 0) {
      bar.line("goes on after step " + report.stepsDone());
    }
  }

  @Override
  public void onBatch(BatchReport report) {
    bar.show(
        "epoch %d/%d".formatted(report.epoch(), report.epochs()),
        report.batch(),
        report.batches(),
        String.format(
            Locale.ROOT, "loss %.3f, %.0f words/s", report.loss(), report.wordsPerSecond()));
  }

  @Override
  public void onEpoch(EpochReport report, boolean best) {
    bar.line(
        String.format(
            Locale.ROOT,
            "epoch %d: loss %.3f in %.1f s, %.0f words/s%s%s%s",
            report.epoch(),
            report.loss(),
            report.seconds(),
            report.wordsPerSecond(),
            report.validationLoss() == null
                ? ""
                : String.format(Locale.ROOT, ", validation loss %.3f", report.validationLoss()),
            report.scores() == null ? "" : ", " + scores(report.scores()),
            best ? " *" : ""));
    report
        .samples()
        .forEach(sample -> bar.line("  %s: %s".formatted(sample.image(), sample.caption())));
  }

  private static String scores(CaptionScores scores) {
    return String.format(Locale.ROOT, "BLEU-4 %.3f, CIDEr %.3f", scores.bleu4(), scores.cider());
  }
}
