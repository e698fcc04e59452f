package org.imagecaptioning.training;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Minibatch;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;

/**
 * Scores a captioner after each epoch on the split val: its captions, and how badly it expects
 * people's.
 */
final class Validator {

  /** Captions whose loss is computed at once. */
  private static final int BATCH = 256;

  private final CaptionerConfig config;
  private final TrainingData data;
  private final DecodingOptions decoding;
  private final Workers workers;

  Validator(CaptionerConfig config, TrainingData data, DecodingOptions decoding, Workers workers) {
    this.config = config;
    this.data = data;
    this.decoding = decoding;
    this.workers = workers;
  }

  /**
   * @param gradients of these weights, to compute the loss with
   * @param progress of the epoch that is reported
   * @throws StoppedException if asked to stop
   */
  EpochReport validate(Parameters weights, ShardedGradients gradients, Progress progress) {
    Validation validation = data.validation();
    if (validation.isEmpty()) {
      return new EpochReport(
          progress.epoch() + 1,
          progress.loss(),
          null,
          null,
          List.of(),
          progress.seconds(),
          progress.wordsPerSecond());
    }
    List<String> captions =
        validation.captions(new Captioner(config, weights), data.vocabulary(), decoding, workers);
    return new EpochReport(
        progress.epoch() + 1,
        progress.loss(),
        loss(gradients, data.heldOut()),
        validation.score(captions),
        validation.samples(captions),
        progress.seconds(),
        progress.wordsPerSecond());
  }

  /** In nats a word, nothing dropped. */
  private double loss(ShardedGradients gradients, Examples examples) {
    double sum = 0;
    long words = 0;
    for (int from = 0; from < examples.size(); from += BATCH) {
      workers.checkStop();
      int[] chosen = IntStream.range(from, Math.min(from + BATCH, examples.size())).toArray();
      Minibatch minibatch = examples.minibatch(chosen);
      sum += gradients.loss(minibatch);
      words += Stream.of(minibatch.captions()).mapToLong(caption -> caption.length - 1).sum();
    }
    return sum / words;
  }
}
