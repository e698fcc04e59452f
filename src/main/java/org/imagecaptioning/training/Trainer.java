package org.imagecaptioning.training;

import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.layers.Adam;
import org.imagecaptioning.layers.GradientClipping;
import org.imagecaptioning.layers.Optimizer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a captioner: minibatches, Adam with a rate that warms up and decays, gradients clipped, a
 * validation after each epoch, the weights of the best one kept.
 */
public final class Trainer {

  /** More would make the products of each smaller; fewer would leave a second thread idle. */
  private static final int GRADIENT_SHARDS = 2;

  private final TrainingOptions options;
  private final CaptionerConfig config;
  private final Vocabulary vocabulary;
  private final Examples examples;
  private final Validation validation;
  private final DecodingOptions decoding;
  private final int threads;
  private final Checkpoints checkpoints;

  Trainer(
      TrainingOptions options,
      CaptionerConfig config,
      Vocabulary vocabulary,
      Examples examples,
      Validation validation,
      DecodingOptions decoding,
      int threads,
      Checkpoints checkpoints) {
    this.options = options;
    this.config = config;
    this.vocabulary = vocabulary;
    this.examples = examples;
    this.validation = validation;
    this.decoding = decoding;
    this.threads = threads;
    this.checkpoints = checkpoints;
  }

  /** What a training came to: the weights of the best epoch and the story. */
  record Result(Parameters weights, Progress progress, boolean stopped) {}

  /**
   * Goes on from the newest checkpoint, or begins.
   *
   * @param stop asked before each minibatch; if true, a checkpoint is written and training ends
   * @throws TrainingException if the loss or a gradient is no longer a number: the checkpoints stay
   */
  Result train(TrainingListener listener, BooleanSupplier stop) {
    Parameters weights = Parameters.random(config, options.seed());
    Parameters best = new Parameters(config);
    Optimizer optimizer = new Adam(weights.all().size());
    Progress progress = checkpoints.restore(weights, best, optimizer);
    int batches = Minibatches.count(examples.size(), options.batchSize());
    try (ShardedGradients gradients =
        new ShardedGradients(config, weights, GRADIENT_SHARDS, threads)) {
      while (progress.epoch() < options.epochs() && !progress.outOf(options.patience())) {
        Minibatches order =
            new Minibatches(examples.size(), options.batchSize(), options.seed(), progress.epoch());
        while (progress.batch() < batches) {
          if (stop.getAsBoolean()) {
            checkpoints.write(progress, weights, best, optimizer);
            return new Result(best, progress, true);
          }
          progress = learn(order.get(progress.batch()), gradients, weights, optimizer, progress);
          listener.onBatch(
              progress.epoch() + 1,
              progress.batch(),
              batches,
              progress.lossSum() / progress.words(),
              progress.words() / progress.seconds());
          if (checkpoints.due(progress.step())) {
            checkpoints.write(progress, weights, best, optimizer);
          }
        }
        EpochReport report = progress.report(validate(weights));
        progress = progress.afterEpoch(report);
        if (progress.lastWasBest()) {
          best.all().copy(weights.all());
        }
        checkpoints.write(progress, weights, best, optimizer);
        listener.onEpoch(report, progress.lastWasBest());
      }
    }
    return new Result(best, progress, false);
  }

  private Progress learn(
      int[] chosen,
      ShardedGradients gradients,
      Parameters weights,
      Optimizer optimizer,
      Progress progress) {
    long start = System.nanoTime();
    int[][] captions = examples.captionsOf(chosen);
    double loss =
        gradients.lossAndGradients(
            examples.featuresOf(chosen),
            captions,
            options.dropout(),
            options.seed() * 0x9E3779B97F4A7C15L + progress.step());
    double norm = GradientClipping.clip(gradients.gradients().all(), options.clipNorm());
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new TrainingException(
          "At step %d the loss is %s and the gradient's norm %s: a lower learning rate than %s, or a"
                  .formatted(progress.step() + 1, loss, norm, options.learningRate())
              + " smaller norm to clip at, keeps them finite");
    }
    long steps = (long) Minibatches.count(examples.size(), options.batchSize()) * options.epochs();
    optimizer.step(
        weights.all(), gradients.gradients().all(), options.learningRateAt(progress.step(), steps));
    long words = Stream.of(captions).mapToLong(caption -> caption.length - 1).sum();
    return progress.afterBatch(loss * captions.length, words, (System.nanoTime() - start) / 1e9);
  }

  private @Nullable CaptionScores validate(Parameters weights) {
    return validation.isEmpty()
        ? null
        : validation.score(new Captioner(config, weights), vocabulary, decoding);
  }
}
