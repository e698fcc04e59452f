package org.imagecaptioning.training;

import java.util.stream.Stream;
import org.imagecaptioning.captioner.LossOptions;
import org.imagecaptioning.captioner.Minibatch;
import org.jspecify.annotations.Nullable;

/**
 * What one step learns from.
 *
 * @param minibatch captions with what each is worth
 * @param options what makes learning harder
 * @param loss what is told of it where that is not the cross-entropy, the less the better
 */
record Lesson(Minibatch minibatch, LossOptions options, @Nullable Double loss) {

  /** Words that are learned. */
  long words() {
    return Stream.of(minibatch.captions()).mapToLong(caption -> caption.length - 1).sum();
  }

  /**
   * The loss that is told, summed over words.
   *
   * @param ofCaptions the loss of the minibatch, divided by its captions
   */
  double told(double ofCaptions) {
    return loss == null ? ofCaptions * minibatch.captions().length : loss * words();
  }
}
