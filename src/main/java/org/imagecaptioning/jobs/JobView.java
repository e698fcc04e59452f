package org.imagecaptioning.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.models.Manifest;
import org.jspecify.annotations.Nullable;

/** How a job looks to clients; what is not known, or no more true, is left out. */
@Schema(name = "Job")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobView(
    @Schema(example = "6b0a52c1-5f0e-4d7c-9a51-1f6f4f3c7c11") String id,
    @Schema(
            example = "running",
            allowableValues = {"queued", "running", "succeeded", "failed", "cancelled"})
        String state,
    @Schema(description = "true from a cancellation to the next step") @Nullable Boolean cancelling,
    @Schema(example = "mine", description = "Of the model that is made or scored") String name,
    @Schema(example = "mine") String dataset,
    @Schema(description = "What was asked for, every default filled in")
        Map<String, Object> request,
    @Schema(example = "1", description = "How often it was taken up") int attempts,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Schema(
            example = "training",
            allowableValues = {
              "preparing",
              "features",
              "training",
              "evaluating",
              "publishing",
              "activating"
            })
        @Nullable String phase,
    @Schema(example = "3", description = "Being worked on, from 1") @Nullable Integer epoch,
    @Schema(example = "10") @Nullable Integer epochs,
    @Schema(example = "412") @Nullable Long step,
    @Schema(example = "1730", description = "At most") @Nullable Long steps,
    @Schema(example = "2.31", description = "Mean of the epoch so far, in nats a word")
        @Nullable Double loss,
    @Schema(example = "8100") @Nullable Double wordsPerSecond,
    @Schema(example = "81.5", description = "If it does not end early")
        @Nullable Double remainingSeconds,
    @Schema(description = "In the phases that go over pictures") @Nullable Pictures pictures,
    @Schema(description = "The epochs that are done; not in lists")
        @Nullable List<EpochLine> history,
    @Schema(description = "Scores on the splits, once it has succeeded")
        @Nullable List<Manifest.Score> evaluation,
    JobOutcome.@Nullable Made model,
    JobOutcome.@Nullable Activation activation,
    @Nullable JobProblem problem) {

  /** How many pictures are done. */
  @Schema(name = "PicturesDone")
  record Pictures(Integer done, @Nullable Integer of) {}
}
