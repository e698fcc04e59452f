package org.imagecaptioning.jobs;

import java.util.Locale;
import java.util.Optional;
import org.imagecaptioning.datasets.store.DatasetUse;
import org.springframework.stereotype.Component;

/** A dataset that a job has still to work with is not deleted under it. */
@Component
class DatasetsInJobs implements DatasetUse {

  private final JobStore store;

  DatasetsInJobs(JobStore store) {
    this.store = store;
  }

  @Override
  public Optional<String> userOf(String dataset) {
    return store
        .userOf(dataset)
        .map(job -> "the %s %s".formatted(job.kind().name().toLowerCase(Locale.ROOT), job.id()));
  }
}
