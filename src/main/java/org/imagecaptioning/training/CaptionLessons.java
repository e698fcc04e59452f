package org.imagecaptioning.training;

import org.imagecaptioning.captioner.LossOptions;

/**
 * A network learns people's captions, each word after the words before it. The loss is the
 * cross-entropy, and with attention the doubly stochastic penalty.
 */
final class CaptionLessons implements Lessons {

  private final TrainingOptions options;
  private final long steps;

  /**
   * @param steps how many there are in all
   */
  CaptionLessons(TrainingOptions options, long steps) {
    this.options = options;
    this.steps = steps;
  }

  @Override
  public Lesson of(Examples examples, int[] chosen, long step, long seed) {
    return new Lesson(
        examples.minibatch(chosen),
        new LossOptions(
            options.dropout(),
            options.labelSmoothing(),
            options.sampling().at(step, steps),
            options.attentionPenalty()),
        null);
  }
}
