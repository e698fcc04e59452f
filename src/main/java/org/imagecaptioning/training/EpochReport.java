package org.imagecaptioning.training;

import java.util.List;
import org.imagecaptioning.evaluation.CaptionScores;
import org.jspecify.annotations.Nullable;

/**
 * What one epoch came to.
 *
 * @param epoch from 1
 * @param loss on the training captions, in nats a word, with dropout and smoothing
 * @param validationLoss on the captions of the split val after the epoch, in nats a word, without;
 *     null if that split is empty
 * @param scores of captions of the split val after the epoch; null if that split is empty
 * @param samples captions of a few pictures of the split val, the same each epoch
 * @param seconds that its minibatches took, validation not counted
 * @param wordsPerSecond words of captions learned from in one of these seconds
 */
public record EpochReport(
    int epoch,
    double loss,
    @Nullable Double validationLoss,
    @Nullable CaptionScores scores,
    List<Sample> samples,
    double seconds,
    double wordsPerSecond) {

  public EpochReport {
    samples = List.copyOf(samples);
  }

  /**
   * A caption to watch.
   *
   * @param image its id in the dataset
   * @param caption the network's, as of this epoch
   * @param reference a caption that people gave it
   */
  public record Sample(String image, String caption, String reference) {}
}
