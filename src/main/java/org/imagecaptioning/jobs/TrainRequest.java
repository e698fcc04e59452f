package org.imagecaptioning.jobs;

import org.imagecaptioning.models.Precision;
import org.imagecaptioning.training.TrainingOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a training is to do, with every default filled in, so that a later attempt does the same.
 *
 * @param encoder {@code tiny}, one of the configuration, or {@code name:version} of the model whose
 *     encoder is taken
 * @param startFrom {@code name:version} of the model that is trained further, null for none
 * @param precision of the weights in the bundle
 */
record TrainRequest(
    String encoder,
    @Nullable String startFrom,
    Activate activate,
    String description,
    String licence,
    Precision precision,
    TrainingOptions options) {}
