package org.imagecaptioning.training;

/** Hears how a training goes on, in the thread that runs it. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** Something that whoever reads along may want to know, in a sentence. */
  default void onMessage(String message) {}

  /**
   * Some pictures have gone through the encoder.
   *
   * @param done of {@code all} pictures of this split, each counted once for each of its views
   */
  default void onFeatures(int done, int all) {}

  /** The data is ready, and training begins or goes on. */
  default void onData(DataReport report) {}

  /** A minibatch is done. */
  default void onBatch(BatchReport report) {}

  /**
   * An epoch is done and validated. Its checkpoint comes after this: a training that dies between
   * the two tells the same epoch again when it goes on.
   *
   * @param best whether it was
   */
  default void onEpoch(EpochReport report, boolean best) {}

  /** A checkpoint is safe on disk. */
  default void onCheckpoint(long step) {}
}
