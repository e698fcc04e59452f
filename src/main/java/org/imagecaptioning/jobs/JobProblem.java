package org.imagecaptioning.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a job failed, in the form of RFC 9457. */
@Schema(name = "JobProblem", description = "Why a job failed; docs/api.md lists the types")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobProblem(
    @Schema(example = "urn:problem:captioning:training-diverged") String type,
    @Schema(example = "The training diverged") String title,
    @Schema(
            example =
                "At step 412 the loss is NaN: a lower learning rate than 10.0 keeps it finite")
        String detail,
    @Schema(description = "At which step, where it is about one", example = "412")
        @Nullable Long step) {

  /** The kinds of failures. Names do not change. */
  enum Kind {
    TRAINING_DIVERGED("The training diverged"),
    NO_SPACE("There is no space on the disk"),
    BROKEN_DISK("The disk cannot be written to or read from"),
    NO_MEMORY("There is not enough memory"),
    BROKEN_DATASET("The dataset cannot be used"),
    BROKEN_CHECKPOINT("The checkpoint cannot be used"),
    IMPOSSIBLE_OPTIONS("The options do not fit"),
    BROKEN_MODEL("The model cannot be used"),
    TOO_MANY_ATTEMPTS("The job was taken up too often"),
    INTERNAL_ERROR("Internal error");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  static JobProblem of(Kind kind, String detail, @Nullable Long step) {
    return new JobProblem(
        "urn:problem:captioning:" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        kind.title,
        detail,
        step);
  }
}
