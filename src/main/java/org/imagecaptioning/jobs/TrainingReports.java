package org.imagecaptioning.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.jobs.JobProgress.Phase;
import org.imagecaptioning.training.BatchReport;
import org.imagecaptioning.training.DataReport;
import org.imagecaptioning.training.EpochReport;
import org.imagecaptioning.training.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a training tells into what its job shows. */
final class TrainingReports implements TrainingListener {

  private static final Logger log = LoggerFactory.getLogger(TrainingReports.class);

  private final Run run;
  private final TrainingMetrics.Gauges gauges;
  private @Nullable Pace pace;

  TrainingReports(Run run, TrainingMetrics.Gauges gauges) {
    this.run = run;
    this.gauges = gauges;
  }

  @Override
  public void onMessage(String message) {
    log.info("{}: {}", run.attempt(), message);
  }

  @Override
  public void onFeatures(int done, int all) {
    run.report(JobProgress.in(Phase.FEATURES).withPictures(done, all));
  }

  @Override
  public void onData(DataReport data) {
    long steps = (long) data.epochs() * data.stepsPerEpoch();
    pace = new Pace(data.stepsDone(), steps, System.nanoTime());
    run.report(
        new JobProgress(
            Phase.TRAINING,
            Math.min(data.epochs(), (int) (data.stepsDone() / data.stepsPerEpoch()) + 1),
            data.epochs(),
            data.stepsDone(),
            steps,
            null,
            null,
            null,
            null,
            null));
  }

  @Override
  public void onBatch(BatchReport batch) {
    gauges.batch(batch);
    run.report(
        new JobProgress(
            Phase.TRAINING,
            batch.epoch(),
            batch.epochs(),
            batch.step(),
            (long) batch.epochs() * batch.batches(),
            batch.loss(),
            batch.wordsPerSecond(),
            null,
            null,
            pace == null ? null : pace.remaining(batch.step(), System.nanoTime())));
  }

  @Override
  public void onEpoch(EpochReport report, boolean best) {
    run.epoch(
        new EpochLine(
            report.epoch(),
            report.loss(),
            best,
            report.seconds(),
            report.wordsPerSecond(),
            report.validationLoss(),
            report.scores() == null ? null : scores(report.scores()),
            report.samples().stream()
                .map(s -> new EpochLine.Sample(s.image(), s.caption(), s.reference()))
                .toList()));
  }

  @Override
  public void onCheckpoint(long step) {
    run.bearFruit();
  }

  private static Map<String, Double> scores(CaptionScores scores) {
    Map<String, Double> byName = new TreeMap<>();
    byName.put("BLEU-1", rounded(scores.bleu1()));
    byName.put("BLEU-2", rounded(scores.bleu2()));
    byName.put("BLEU-3", rounded(scores.bleu3()));
    byName.put("BLEU-4", rounded(scores.bleu4()));
    byName.put("ROUGE-L", rounded(scores.rougeL()));
    byName.put("CIDEr", rounded(scores.cider()));
    return byName;
  }

  private static double rounded(double score) {
    return Math.round(score * 1e4) / 1e4;
  }

  /**
   * How fast steps go, validations between them counted.
   *
   * @param first step that this run did not do
   * @param all steps there are at most
   * @param start in nanoseconds
   */
  private record Pace(long first, long all, long start) {

    /** In seconds, if the training does not end early. */
    double remaining(long step, long now) {
      double each = (now - start) / 1e9 / Math.max(1, step - first);
      return Math.round((all - step) * each * 10) / 10.0;
    }
  }
}
