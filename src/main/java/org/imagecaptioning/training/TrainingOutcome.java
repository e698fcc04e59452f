package org.imagecaptioning.training;

import java.util.List;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What a training came to.
 *
 * @param stopped whether it ended because it was asked to: run again, it goes on
 * @param bundle the model, of version 1 until somebody gives it its own; null if stopped
 * @param steps minibatches done in all; 0 if it was stopped before it came to that
 * @param history the epochs that are done
 */
public record TrainingOutcome(
    boolean stopped, @Nullable Bundle bundle, long steps, List<EpochReport> history) {

  public TrainingOutcome {
    history = List.copyOf(history);
  }

  /** What the model reached on the splits val and test, where there are such; empty if stopped. */
  public List<Manifest.Score> scores() {
    return bundle == null ? List.of() : bundle.manifest().scores();
  }

  /**
   * The model.
   *
   * @throws IllegalStateException if the training was stopped
   */
  public Bundle made() {
    if (bundle == null) {
      throw new IllegalStateException("The training was stopped at step " + steps);
    }
    return bundle;
  }
}
