package org.imagecaptioning.training;

import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.names.Names;

/**
 * What the bundle of a training says of itself beside what the training knows.
 *
 * @param name of the model, matches {@link Names#FORM}
 * @param description a sentence for people, may be empty
 * @param licence of the weights
 */
public record ModelCard(String name, String description, String licence) {

  public ModelCard {
    if (!Names.isOne(name) || Manifest.RESERVED_NAMES.contains(name)) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "A model's name matches %s and is none of %s, not \"%s\""
              .formatted(Names.FORM, Manifest.RESERVED_NAMES, name));
    }
  }
}
