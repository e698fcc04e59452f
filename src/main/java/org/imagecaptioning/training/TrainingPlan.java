package org.imagecaptioning.training;

import java.util.Optional;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.models.Bundle;

/**
 * One training: what is learned from, by what network, and how.
 *
 * @param card name, description and licence of the model that is made
 * @param dataset the captioned pictures
 * @param encoder the network that sees, which stays as it is
 * @param options how the captioner is trained, as {@link ChosenOptions#resolve} gives them
 * @param startFrom a model whose captioner is trained further, instead of a new one
 * @param checkpointing when checkpoints are written
 * @param threads used at most, at least 1
 */
public record TrainingPlan(
    ModelCard card,
    Dataset dataset,
    EncoderChoice encoder,
    TrainingOptions options,
    Optional<Bundle> startFrom,
    Checkpointing checkpointing,
    int threads) {

  public TrainingPlan {
    if (threads < 1) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS, "At least 1 thread trains, not " + threads);
    }
  }
}
