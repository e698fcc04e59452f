package org.imagecaptioning.jobs;

import org.imagecaptioning.datasets.store.DatasetStore;
import org.imagecaptioning.jobs.JobProgress.Phase;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.ModelDescription;
import org.imagecaptioning.models.ModelStore;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.training.Checkpointing;
import org.imagecaptioning.training.ModelCard;
import org.imagecaptioning.training.TrainingOutcome;
import org.imagecaptioning.training.TrainingPlan;
import org.imagecaptioning.training.TrainingRun;
import org.springframework.stereotype.Component;

/** Trains, keeps the model, and has it activated where that was asked for. */
@Component
class TrainingWork implements JobWork {

  private final DatasetStore datasets;
  private final ModelBundles bundles;
  private final ModelStore models;
  private final Activation activation;
  private final JobFolders folders;
  private final TrainingSettings settings;
  private final CaptioningSettings service;
  private final TrainingMetrics metrics;

  TrainingWork(
      DatasetStore datasets,
      ModelBundles bundles,
      ModelStore models,
      Activation activation,
      JobFolders folders,
      TrainingSettings settings,
      CaptioningSettings service,
      TrainingMetrics metrics) {
    this.datasets = datasets;
    this.bundles = bundles;
    this.models = models;
    this.activation = activation;
    this.folders = folders;
    this.settings = settings;
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public JobKind kind() {
    return JobKind.TRAINING;
  }

  @Override
  public Ending work(Job job, Run run) {
    TrainRequest request = job.training();
    TrainingPlan plan = plan(job, request);
    try (TrainingMetrics.Gauges gauges = metrics.show(job.name())) {
      TrainingOutcome trained =
          new TrainingRun(plan, folders.of(job))
              .run(new TrainingReports(run, gauges), new RunControl(run));
      run.report(run.progress().nowIn(Phase.PUBLISHING));
      if (trained.stopped() || !run.held()) {
        return new Ending.Stopped();
      }
      Bundle bundle = trained.made();
      ModelDescription model = models.add(bundle, request.precision(), job.id());
      return activation
          .of(model, request.activate(), plan.dataset(), run)
          .<Ending>map(
              decided ->
                  new Ending.Done(
                      new JobOutcome(
                          bundle.manifest().scores(),
                          new JobOutcome.Made(model.name(), model.version()),
                          decided)))
          .orElseGet(Ending.Stopped::new);
    }
  }

  /** Checkpoints are of no more use. */
  @Override
  public void forget(Job job) {
    folders.delete(job);
  }

  private TrainingPlan plan(Job job, TrainRequest request) {
    return new TrainingPlan(
        new ModelCard(job.name(), request.description(), request.licence()),
        datasets.open(job.dataset()),
        bundles.encoder(request.encoder()),
        request.options(),
        bundles.origins(request.startFrom(), request.teachers()),
        new Checkpointing(
            settings.checkpointSteps(), settings.checkpointInterval(), settings.checkpointsKept()),
        settings.threads(service.role()));
  }
}
