package org.imagecaptioning.captions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long each stage took, in milliseconds.
 *
 * @param decodeMs bytes to pixels
 * @param featuresMs pixels to features
 * @param captionMs features to words
 * @param cached true if the captions were made for an earlier call; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    description =
        "How long each stage took, in milliseconds; 0 for one that was not needed, as its result was kept")
record Timings(
    @Schema(example = "3.1", description = "Bytes to pixels") double decodeMs,
    @Schema(example = "6.5", description = "Pixels to features") double featuresMs,
    @Schema(example = "2.2", description = "Features to words") double captionMs,
    @Schema(description = "True if the captions were made for an earlier, or another, call")
        @Nullable Boolean cached) {

  /** Of captions that were not made anew. */
  static final Timings CACHED = new Timings(0, 0, 0, true);

  Timings(double decodeMs, double featuresMs, double captionMs) {
    this(decodeMs, featuresMs, captionMs, null);
  }
}
