package org.imagecaptioning.training;

import java.util.List;
import java.util.Optional;
import org.imagecaptioning.models.Bundle;

/**
 * The models that a training builds on.
 *
 * @param startFrom a model whose captioner is trained further, instead of a new one; the encoder is
 *     then its, and so is the network
 * @param teachers models whose captioners teach: how likely they find each word is learned beside
 *     people's captions. They have the encoder and the words of the one that learns
 */
public record Origins(Optional<Bundle> startFrom, List<Bundle> teachers) {

  private static final Origins NONE = new Origins(Optional.empty(), List.of());

  public Origins {
    teachers = List.copyOf(teachers);
  }

  /** A new model that learns from people alone. */
  public static Origins none() {
    return NONE;
  }

  /** A model that is trained further, by people alone. */
  public static Origins further(Bundle model) {
    return new Origins(Optional.of(model), List.of());
  }
}
