package org.imagecaptioning.jobs;

import java.util.List;
import org.imagecaptioning.datasets.store.DatasetStore;
import org.imagecaptioning.jobs.JobProgress.Phase;
import org.springframework.stereotype.Component;

/** Scores a model on a split of a dataset. */
@Component
class EvaluationWork implements JobWork {

  private final DatasetStore datasets;
  private final ModelBundles bundles;
  private final Scoring scoring;

  EvaluationWork(DatasetStore datasets, ModelBundles bundles, Scoring scoring) {
    this.datasets = datasets;
    this.bundles = bundles;
    this.scoring = scoring;
  }

  @Override
  public JobKind kind() {
    return JobKind.EVALUATION;
  }

  @Override
  public Ending work(Job job, Run run) {
    EvaluationRequest request = job.evaluation();
    run.report(JobProgress.in(Phase.EVALUATING));
    return scoring
        .score(
            bundles.read(request.model()),
            datasets.open(job.dataset()),
            request.split(),
            request.decoding(),
            run)
        .<Ending>map(score -> new Ending.Done(new JobOutcome(List.of(score), null, null)))
        .orElseGet(Ending.Stopped::new);
  }
}
