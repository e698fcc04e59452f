package org.imagecaptioning.training;

import java.util.stream.Stream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.LossOptions;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.layers.Adam;
import org.imagecaptioning.layers.GradientClipping;
import org.imagecaptioning.layers.Optimizer;

/**
 * Trains a captioner: minibatches, Adam with a rate that warms up and decays, gradients clipped, a
 * validation after each epoch, the weights of the best one kept.
 */
final class Trainer {

  /** More would make the products of each smaller; fewer would leave a second thread idle. */
  private static final int GRADIENT_SHARDS = 2;

  private final TrainingOptions options;
  private final CaptionerConfig config;
  private final TrainingData data;
  private final Validator validator;
  private final int threads;
  private final Checkpoints checkpoints;

  /**
   * @param threads that compute gradients
   */
  Trainer(
      TrainingOptions options,
      CaptionerConfig config,
      TrainingData data,
      Validator validator,
      int threads,
      Checkpoints checkpoints) {
    this.options = options;
    this.config = config;
    this.data = data;
    this.validator = validator;
    this.threads = threads;
    this.checkpoints = checkpoints;
  }

  /** What a training came to: the weights of the best epoch and the story. */
  record Result(Parameters weights, Progress progress, boolean stopped) {}

  /**
   * Goes on from the newest checkpoint, or begins.
   *
   * @throws TrainingException if the loss or a gradient is no longer a number: the checkpoints stay
   */
  Result train(TrainingListener listener, TrainingControl control) {
    Parameters weights = Parameters.random(config, options.seed());
    Parameters best = new Parameters(config);
    Optimizer optimizer = new Adam(weights.all().size());
    Progress progress = checkpoints.restore(weights, best, optimizer);
    listener.onData(report(progress));
    try (ShardedGradients gradients =
        new ShardedGradients(config, weights, GRADIENT_SHARDS, threads)) {
      while (progress.epoch() < options.stopping().epochs()
          && !progress.outOf(options.stopping().patience())) {
        Minibatches order =
            new Minibatches(
                data.examples().size(), options.batchSize(), options.seed(), progress.epoch());
        while (progress.batch() < batches()) {
          if (control.stopAsked()) {
            checkpoints.write(progress, weights, best, optimizer, control);
            return new Result(best, progress, true);
          }
          progress = learn(order.get(progress.batch()), gradients, weights, optimizer, progress);
          listener.onBatch(report(progress, options.stopping().epochs(), batches()));
          if (checkpoints.due(progress.step())) {
            checkpoints.write(progress, weights, best, optimizer, control);
            listener.onCheckpoint(progress.step());
          }
        }
        EpochReport report;
        try {
          report = validator.validate(weights, gradients, progress);
        } catch (StoppedException e) {
          checkpoints.write(progress, weights, best, optimizer, control);
          return new Result(best, progress, true);
        }
        progress = progress.afterEpoch(report, options.stopping().watch());
        if (progress.lastWasBest()) {
          best.all().copy(weights.all());
        }
        checkpoints.write(progress, weights, best, optimizer, control);
        listener.onCheckpoint(progress.step());
        listener.onEpoch(report, progress.lastWasBest());
      }
    }
    return new Result(best, progress, false);
  }

  private int batches() {
    return Minibatches.count(data.examples().size(), options.batchSize());
  }

  private Progress learn(
      int[] chosen,
      ShardedGradients gradients,
      Parameters weights,
      Optimizer optimizer,
      Progress progress) {
    long start = System.nanoTime();
    int[][] captions = data.examples().captionsOf(chosen);
    long steps = (long) batches() * options.stopping().epochs();
    double loss =
        gradients.lossAndGradients(
            data.examples().featuresOf(chosen),
            captions,
            new LossOptions(
                options.dropout(),
                options.labelSmoothing(),
                options.sampling().at(progress.step(), steps)),
            options.seed() * 0x9E3779B97F4A7C15L + progress.step());
    double norm = GradientClipping.clip(gradients.gradients().all(), options.clipNorm());
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw TrainingException.diverged(
          progress.step() + 1,
          "At step %d the loss is %s and the gradient's norm %s: a lower learning rate than %s, or a"
                  .formatted(progress.step() + 1, loss, norm, options.rate().highest())
              + " smaller norm to clip at, keeps them finite");
    }
    optimizer.step(
        weights.all(), gradients.gradients().all(), options.rate().at(progress.step(), steps));
    long words = Stream.of(captions).mapToLong(caption -> caption.length - 1).sum();
    return progress.afterBatch(loss * captions.length, words, (System.nanoTime() - start) / 1e9);
  }

  private DataReport report(Progress progress) {
    return new DataReport(
        data.images(),
        data.examples().size(),
        data.vocabulary().size(),
        data.validation().images().size(),
        options.stopping().epochs(),
        batches(),
        progress.step());
  }

  private static BatchReport report(Progress progress, int epochs, int batches) {
    return new BatchReport(
        progress.epoch() + 1,
        epochs,
        progress.batch(),
        batches,
        progress.step(),
        progress.loss(),
        progress.wordsPerSecond());
  }
}
