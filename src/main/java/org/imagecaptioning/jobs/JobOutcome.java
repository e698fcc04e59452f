package org.imagecaptioning.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.imagecaptioning.models.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What a job came to.
 *
 * @param evaluation the scores of the model, one entry a split
 * @param model that was made, null for an evaluation
 * @param activation what became of it, null for an evaluation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobOutcome(
    List<Manifest.Score> evaluation, @Nullable Made model, @Nullable Activation activation) {

  JobOutcome {
    evaluation = List.copyOf(evaluation);
  }

  /** A model that was made. */
  @Schema(name = "ModelMade")
  record Made(@Schema(example = "mine") String name, @Schema(example = "1") String version) {

    @Override
    public String toString() {
      return name + ":" + version;
    }
  }

  /**
   * Whether the model answers now where a call names none, and why or why not.
   *
   * @param candidate the new model's CIDEr on the split that it was compared on
   * @param active that of the model that was active
   */
  @Schema(name = "Activation")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Activation(
      boolean activated,
      @Schema(example = "On the split val of mine CIDEr is 0.71, with flickr8k-attention:1 0.35")
          String reason,
      @Nullable Double candidate,
      @Nullable Double active) {}
}
