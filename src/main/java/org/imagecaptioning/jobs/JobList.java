package org.imagecaptioning.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of jobs, newest first. */
@Schema(name = "Jobs")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobList(
    List<JobView> jobs,
    @Schema(example = "1", description = "How many the filter leaves, on all pages") long total,
    @Schema(
            example = "/train?limit=50&before=6b0a52c1-5f0e-4d7c-9a51-1f6f4f3c7c11",
            description = "The next page; absent on the last")
        @Nullable String next) {

  JobList {
    jobs = List.copyOf(jobs);
  }
}
