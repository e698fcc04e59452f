package org.imagecaptioning.training;

/**
 * What whoever started a training says while it runs. Both are asked often, by the thread that runs
 * the training, and answer at once.
 */
public interface TrainingControl {

  /** To go on to the end. */
  TrainingControl UNDISTURBED = () -> false;

  /**
   * Whether to stop: asked before each minibatch and each few pictures. A checkpoint is written and
   * training ends; run again, it goes on from there.
   */
  boolean stopAsked();

  /**
   * Whether this training is still ours: asked just before a checkpoint is published. If not, it is
   * not published, and training ends with {@link TrainingException.Kind#SUPERSEDED}.
   */
  default boolean mayPublish() {
    return true;
  }
}
