package org.imagecaptioning.jobs;

import java.util.Optional;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.training.Evaluation;
import org.imagecaptioning.training.TrainingListener;
import org.springframework.stereotype.Component;

/** Scores a model on one split of a dataset, as a part of a job. */
@Component
class Scoring {

  private final JobFolders folders;
  private final int threads;

  Scoring(JobFolders folders, TrainingSettings settings, CaptioningSettings service) {
    this.folders = folders;
    this.threads = settings.threads(service.role());
  }

  /**
   * @return empty if the run is to stop
   */
  Optional<Manifest.Score> score(
      Bundle model, Dataset dataset, Split split, DecodingOptions decoding, Run run) {
    TrainingListener pictures =
        new TrainingListener() {
          @Override
          public void onFeatures(int done, int all) {
            run.report(run.progress().withPictures(done, all));
          }
        };
    Evaluation.Outcome outcome =
        new Evaluation(model, dataset, split, decoding, threads)
            .run(folders.ofNone(), pictures, new RunControl(run));
    return outcome.stopped() ? Optional.empty() : Optional.of(outcome.score());
  }
}
