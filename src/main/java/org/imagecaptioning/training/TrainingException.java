package org.imagecaptioning.training;

import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/** A training that cannot begin, or go on, and why. */
public final class TrainingException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  /** What is at fault: stable, for programs to decide by. */
  public enum Kind {
    /** The loss or the weights ran away; {@link #step} says where. */
    DIVERGED,
    /** Checkpoints or features cannot be written. */
    DISK,
    /** The dataset has nothing to learn from, or its pictures are gone. */
    DATASET,
    /** What was asked for cannot be, by itself or with this dataset, encoder or model. */
    OPTIONS,
    /** The checkpoints are of another training, or none of them can be read. */
    CHECKPOINT,
    /** Somebody else has this training now: nothing more may be written by this one. */
    SUPERSEDED
  }

  private final Kind kind;
  private final @Nullable Long step;

  public TrainingException(Kind kind, String message) {
    this(kind, message, null);
  }

  public TrainingException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.step = null;
  }

  private TrainingException(long step, String message) {
    super(message);
    this.kind = Kind.DIVERGED;
    this.step = step;
  }

  /**
   * @param step from 1, the minibatch after which it was seen
   */
  static TrainingException diverged(long step, String message) {
    return new TrainingException(step, message);
  }

  public Kind kind() {
    return kind;
  }

  /** The minibatch after which a training was seen to have diverged, from 1; else null. */
  public @Nullable Long step() {
    return step;
  }
}
