package org.imagecaptioning.jobs;

import java.util.Locale;
import java.util.Optional;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.jobs.JobProgress.Phase;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.ModelDescription;
import org.imagecaptioning.models.ModelStore;
import org.springframework.stereotype.Component;

/** Decides whether a model that was made answers from now on where a call names none. */
@Component
class Activation {

  private static final String METRIC = "CIDEr";

  private final ModelStore models;
  private final ModelBundles bundles;
  private final Scoring scoring;

  Activation(ModelStore models, ModelBundles bundles, Scoring scoring) {
    this.models = models;
    this.bundles = bundles;
    this.scoring = scoring;
  }

  /**
   * @return what was done; empty if the run is to stop
   */
  Optional<JobOutcome.Activation> of(
      ModelDescription made, Activate when, Dataset dataset, Run run) {
    return switch (when) {
      case NEVER -> Optional.of(kept("It was not asked for"));
      case ALWAYS -> {
        activate(made, run);
        yield Optional.of(
            new JobOutcome.Activation(true, "It was asked for in any case", null, null));
      }
      case IF_BETTER -> ifBetter(made, dataset, run);
    };
  }

  private Optional<JobOutcome.Activation> ifBetter(
      ModelDescription made, Dataset dataset, Run run) {
    if (dataset.images(Split.VAL).isEmpty()) {
      return Optional.of(kept("The dataset has no split val to compare the models on"));
    }
    ModelDescription active = models.active();
    if (active.selector().equals(made.selector())) {
      return Optional.of(new JobOutcome.Activation(true, "It is active already", null, null));
    }
    double ofMade = reached(made, dataset);
    run.report(run.progress().nowIn(Phase.EVALUATING));
    return cider(active, dataset, run)
        .map(ofActive -> compare(made, ofMade, active, ofActive, dataset, run));
  }

  private JobOutcome.Activation compare(
      ModelDescription made,
      double ofMade,
      ModelDescription active,
      double ofActive,
      Dataset dataset,
      Run run) {
    boolean better = ofMade > ofActive;
    String reason =
        String.format(
            Locale.ROOT,
            "On the split val of %s the %s of %s is %.4f, that of %s, which was active, %.4f",
            dataset.name(),
            METRIC,
            made.selector(),
            ofMade,
            active.selector(),
            ofActive);
    if (better) {
      activate(made, run);
    }
    return new JobOutcome.Activation(better, reason, ofMade, ofActive);
  }

  /** What the training has found. */
  private static double reached(ModelDescription made, Dataset dataset) {
    return made.scores().stream()
        .filter(score -> score.split().equals(Split.VAL.word()))
        .filter(score -> score.dataset().equals(dataset.name()))
        .findFirst()
        .map(score -> score.metrics().getOrDefault(METRIC, 0.0))
        .orElse(0.0);
  }

  /** With its own features and its own way to decode, as the new model was scored with its own. */
  private Optional<Double> cider(ModelDescription model, Dataset dataset, Run run) {
    Bundle bundle = bundles.read(model.selector());
    return scoring
        .score(bundle, dataset, Split.VAL, bundle.manifest().decoding().options(), run)
        .map(score -> score.metrics().getOrDefault(METRIC, 0.0));
  }

  private void activate(ModelDescription made, Run run) {
    run.report(run.progress().nowIn(Phase.ACTIVATING));
    models.activate(made.selector());
  }

  private static JobOutcome.Activation kept(String reason) {
    return new JobOutcome.Activation(false, reason, null, null);
  }
}
