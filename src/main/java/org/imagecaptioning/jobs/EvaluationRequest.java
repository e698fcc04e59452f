package org.imagecaptioning.jobs;

import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Split;

/**
 * What an evaluation is to do.
 *
 * @param model {@code name:version}
 * @param decoding how captions are chosen
 */
record EvaluationRequest(String model, Split split, DecodingOptions decoding) {}
