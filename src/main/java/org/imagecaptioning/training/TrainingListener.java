package org.imagecaptioning.training;

/** Hears how a training goes on. */
public interface TrainingListener {

  /**
   * A minibatch is done.
   *
   * @param epoch from 1
   * @param batch of the epoch, from 1
   * @param batches of each epoch
   * @param loss mean of the epoch so far, in nats a word
   * @param wordsPerSecond of the epoch so far
   */
  void onBatch(int epoch, int batch, int batches, double loss, double wordsPerSecond);

  /**
   * An epoch is done, validated and, where it was the best so far, kept.
   *
   * @param best whether it was
   */
  void onEpoch(EpochReport report, boolean best);
}
