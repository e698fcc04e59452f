package org.imagecaptioning.captions;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How long each stage took, in milliseconds.
 *
 * @param decodeMs bytes to pixels
 * @param featuresMs pixels to features
 * @param captionMs features to words
 */
@Schema(description = "How long each stage took, in milliseconds")
record Timings(
    @Schema(example = "3.1", description = "Bytes to pixels") double decodeMs,
    @Schema(example = "6.5", description = "Pixels to features") double featuresMs,
    @Schema(example = "2.2", description = "Features to words") double captionMs) {}
