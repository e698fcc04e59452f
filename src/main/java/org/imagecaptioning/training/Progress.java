package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a training is, beside weights and the optimiser's memory: all that it takes to go on.
 *
 * @param epoch being worked on, from 0
 * @param batch next of that epoch, from 0
 * @param step minibatches done in all
 * @param lossSum of the epoch so far, in nats
 * @param words of the epoch so far
 * @param seconds of the epoch so far
 * @param bestEpoch whose weights are kept, from 1; 0 before there is one
 * @param bestScore what is watched of it, the more the better
 * @param bestLoss on the split val, or in training where nothing validates
 * @param trend of the loss
 * @param history the epochs that are done
 */
record Progress(
    int epoch,
    int batch,
    long step,
    double lossSum,
    long words,
    double seconds,
    int bestEpoch,
    double bestScore,
    double bestLoss,
    LossTrend trend,
    List<EpochReport> history) {

  Progress {
    history = List.copyOf(history);
  }

  static Progress none() {
    return new Progress(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        LossTrend.none(),
        List.of());
  }

  /** One more minibatch of the epoch. */
  Progress afterBatch(double loss, long newWords, LossTrend newTrend, double newSeconds) {
    return new Progress(
        epoch,
        batch + 1,
        step + 1,
        lossSum + loss,
        words + newWords,
        seconds + newSeconds,
        bestEpoch,
        bestScore,
        bestLoss,
        newTrend,
        history);
  }

  /** Nats a word, of the epoch so far. */
  double loss() {
    return lossSum / words;
  }

  /** Words a second, of the epoch so far. */
  double wordsPerSecond() {
    return words / seconds;
  }

  /** One more epoch, which is the best so far or is not. */
  Progress afterEpoch(EpochReport report, StoppingOptions.Watch watch) {
    List<EpochReport> longer = new ArrayList<>(history);
    longer.add(report);
    double ofLoss = report.validationLoss() == null ? report.loss() : report.validationLoss();
    double score =
        report.scores() == null || watch == StoppingOptions.Watch.LOSS
            ? -ofLoss
            : report.scores().cider();
    boolean best =
        watch == StoppingOptions.Watch.LAST
            || score > bestScore
            || (score == bestScore && ofLoss < bestLoss);
    return new Progress(
        epoch + 1,
        0,
        step,
        0,
        0,
        0,
        best ? report.epoch() : bestEpoch,
        best ? score : bestScore,
        best ? ofLoss : bestLoss,
        trend,
        longer);
  }

  /** Whether the last finished epoch is the best so far. */
  boolean lastWasBest() {
    return bestEpoch == epoch;
  }

  /** Whether there is nothing left to do. */
  boolean ended(StoppingOptions stopping) {
    return epoch >= stopping.epochs()
        || (stopping.patience() > 0 && epoch - bestEpoch >= stopping.patience());
  }

  /**
   * The last minibatch.
   *
   * @param epochs at most
   * @param batches of each epoch
   */
  BatchReport batchReport(int epochs, int batches) {
    return new BatchReport(
        epoch + 1, epochs, batch, batches, step, loss(), words, wordsPerSecond());
  }
}
