package org.imagecaptioning.jobs;

import java.util.List;
import java.util.Objects;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.training.TrainingOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a training is to do, with every default filled in, so that a later attempt does the same.
 *
 * @param encoder {@code tiny}, one of the configuration, or {@code name:version} of the model whose
 *     encoder is taken
 * @param startFrom {@code name:version} of the model that is trained further, null for none
 * @param teachers {@code name:version} of each model that it learns from
 * @param precision of the weights in the bundle
 */
record TrainRequest(
    String encoder,
    @Nullable String startFrom,
    List<String> teachers,
    Activate activate,
    String description,
    String licence,
    Precision precision,
    TrainingOptions options) {

  TrainRequest {
    // what a record of an earlier version does not say
    teachers = List.copyOf(Objects.requireNonNullElse(teachers, List.of()));
  }
}
