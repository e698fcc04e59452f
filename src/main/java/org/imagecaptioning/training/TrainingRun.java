package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.Teachers;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.models.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * One training from captioned pictures to a bundle: extracts features, trains, scores. It may die
 * at any moment: run again with the same plan and folders, it goes on from the newest whole
 * checkpoint and ends with the weights it would have had.
 *
 * <p>One run at a time for a folder of checkpoints; whoever starts runs sees to that.
 */
public final class TrainingRun {

  private final TrainingPlan plan;
  private final TrainingFolders folders;

  public TrainingRun(TrainingPlan plan, TrainingFolders folders) {
    this.plan = plan;
    this.folders = folders;
  }

  /** Forgets what an earlier run left, so that training begins anew; features are kept. */
  public void forget() {
    Checkpoints.clear(folders.checkpoints());
  }

  /**
   * Trains in this thread, and in as many others as the plan allows.
   *
   * @return a bundle, or that it was stopped
   * @throws TrainingException if it cannot begin or go on: what was written before stays
   */
  public TrainingOutcome run(TrainingListener listener, TrainingControl control) {
    try (Workers workers = new Workers(plan.threads(), control)) {
      return run(listener, control, workers);
    } catch (StoppedException e) {
      return new TrainingOutcome(true, null, 0, List.of());
    }
  }

  private TrainingOutcome run(TrainingListener listener, TrainingControl control, Workers workers) {
    Checkpoints.check(folders.checkpoints(), plan.options().toString());
    try (ImageFeatures features =
        new DatasetFeatures(folders, workers, listener)
            .extract(
                plan.dataset(),
                plan.encoder(),
                List.of(Split.values()),
                plan.options().network().attends(),
                plan.options().views())) {
      return run(features, listener, control, workers);
    }
  }

  private TrainingOutcome run(
      ImageFeatures features, TrainingListener listener, TrainingControl control, Workers workers) {
    Optional<FineTuning> further = plan.origins().startFrom().map(FineTuning::new);
    TrainingData data = TrainingData.of(plan.dataset(), features, plan.options().words(), further);
    NetworkOptions network = plan.options().network();
    CaptionerConfig config =
        new CaptionerConfig(
            network.cell(),
            network.initialState(),
            plan.encoder().description().depth(),
            network.embedding(),
            network.hidden(),
            data.vocabulary().size(),
            network.attention());
    DecodingOptions decoding = DecodingOptions.defaults();
    Trainer trainer =
        new Trainer(
            plan.options(),
            config,
            data,
            teachers(data),
            new Validator(config, data, decoding, workers),
            plan.threads(),
            new Checkpoints(folders.checkpoints(), identity(data), plan.checkpointing()));
    Parameters weights =
        further
            .map(model -> model.weights(config, plan.options().seed()))
            .orElseGet(() -> Parameters.random(config, plan.options().seed()));
    Trainer.Result result = trainer.train(weights, further.isPresent(), listener, control);
    if (result.stopped()) {
      return outcome(result, null);
    }
    Finish finish = new Finish(plan, config, data, decoding, workers);
    try {
      return outcome(result, finish.bundle(result, features));
    } catch (StoppedException e) {
      return outcome(result, null);
    }
  }

  private Teachers teachers(TrainingData data) {
    List<Teachers.Teacher> networks = new ArrayList<>();
    for (Bundle model : plan.origins().teachers()) {
      if (!model.vocabulary().words().equals(data.vocabulary().words())) {
        throw new TrainingException(
            TrainingException.Kind.OPTIONS,
            "The teacher %s knows other words than are learned here, %d against %d: startFrom a model with its words, and fixedVocabulary, keep to them"
                .formatted(
                    model.manifest().selector(),
                    model.vocabulary().size(),
                    data.vocabulary().size()));
      }
      CaptionerConfig config = model.manifest().captioner();
      networks.add(new Teachers.Teacher(config, Parameters.of(config, model.parameters())));
    }
    return new Teachers(networks, plan.options().teaching());
  }

  private static TrainingOutcome outcome(Trainer.Result result, @Nullable Bundle bundle) {
    return new TrainingOutcome(
        bundle == null, bundle, result.progress().step(), result.progress().history());
  }

  /** All that decides the weights; the name and the place of the dataset do not. */
  private String identity(TrainingData data) {
    Fingerprint captions = new Fingerprint().add(plan.encoder().sha256());
    Stream.concat(plan.origins().startFrom().stream(), plan.origins().teachers().stream())
        .forEach(model -> captions.add(Safetensors.write(model.parameters(), Precision.F32)));
    data.vocabulary().words().forEach(captions::add);
    Examples examples = data.examples();
    for (int i = 0; i < examples.size(); i++) {
      captions.add(Arrays.toString(examples.captions().get(i)));
      captions.add(Integer.toString(examples.imageOf()[i]));
    }
    return plan.options() + " on " + captions.hex().substring(0, 16);
  }
}
