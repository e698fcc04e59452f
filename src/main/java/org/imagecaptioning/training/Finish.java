package org.imagecaptioning.training;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;

/** What is left when a captioner is trained: to score it, and to make a bundle of it. */
record Finish(
    TrainingPlan plan,
    CaptionerConfig config,
    TrainingData data,
    DecodingOptions decoding,
    Workers workers) {

  /**
   * @throws StoppedException if asked to stop
   */
  Bundle bundle(Trainer.Result result, ImageFeatures features) {
    Captioner captioner = new Captioner(config, result.weights());
    List<Manifest.Score> scores = new ArrayList<>();
    for (Split split : List.of(Split.VAL, Split.TEST)) {
      Validation held = TrainingData.validation(plan.dataset(), features, split);
      if (!held.isEmpty()) {
        List<String> captions = held.captions(captioner, data.vocabulary(), decoding, workers);
        scores.add(Evaluation.score(plan.dataset().name(), split, decoding, held.score(captions)));
      }
    }
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            plan.card().name(),
            "1",
            Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS),
            plan.card().description(),
            plan.encoder().description(),
            config,
            Manifest.Pooling.MEAN,
            Manifest.Decoding.of(decoding),
            scores,
            new Manifest.Training(
                plan.dataset().name(),
                data.images(),
                data.examples().size(),
                result.progress().bestEpoch(),
                plan.options().seed(),
                described()),
            plan.card().licence(),
            Map.of());
    return new Bundle(
        manifest, plan.encoder().onnx(), result.weights().tensors(), data.vocabulary());
  }

  private Map<String, String> described() {
    Map<String, String> described = new HashMap<>(plan.options().described());
    plan.origins()
        .startFrom()
        .ifPresent(from -> described.put("startFrom", from.manifest().selector()));
    if (!plan.origins().teachers().isEmpty()) {
      described.put(
          "teachers",
          plan.origins().teachers().stream()
              .map(teacher -> teacher.manifest().selector())
              .collect(Collectors.joining(", ")));
    }
    return described;
  }
}
