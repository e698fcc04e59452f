package org.imagecaptioning.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.training.TrainingOptions;
import org.imagecaptioning.web.JsonBody;
import org.jspecify.annotations.Nullable;

/** What clients see of jobs. */
final class JobViews {

  private JobViews() {}

  /**
   * @param history null to leave it out
   */
  static JobView view(Job job, @Nullable List<EpochLine> history) {
    JobProgress progress = job.progress();
    JobOutcome outcome = job.outcome();
    boolean running = job.state() == JobState.RUNNING;
    return new JobView(
        job.id(),
        JsonBody.word(job.state()),
        job.cancelling() && running ? Boolean.TRUE : null,
        job.name(),
        job.dataset(),
        request(job),
        job.attempt(),
        job.created(),
        job.started(),
        job.ended(),
        progress == null || !running ? null : JsonBody.word(progress.phase()),
        progress == null ? null : progress.epoch(),
        progress == null ? null : progress.epochs(),
        progress == null ? null : progress.step(),
        progress == null ? null : progress.steps(),
        progress == null ? null : progress.loss(),
        progress == null ? null : progress.wordsPerSecond(),
        progress == null || !running ? null : progress.remainingSeconds(),
        progress == null || progress.done() == null || !running
            ? null
            : new JobView.Pictures(progress.done(), progress.of()),
        history,
        outcome == null ? null : outcome.evaluation(),
        outcome == null ? null : outcome.model(),
        outcome == null ? null : outcome.activation(),
        job.problem());
  }

  private static Map<String, Object> request(Job job) {
    return switch (job.kind()) {
      case TRAINING -> training(job.training());
      case EVALUATION -> evaluation(job.evaluation());
    };
  }

  private static Map<String, Object> training(TrainRequest request) {
    TrainingOptions options = request.options();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("encoder", request.encoder());
    if (request.startFrom() != null) {
      told.put("startFrom", request.startFrom());
    }
    if (!request.teachers().isEmpty()) {
      told.put("teachers", request.teachers());
      told.put("teaching", options.teaching());
    }
    told.put("activate", JsonBody.word(request.activate()));
    told.put("precision", JsonBody.word(request.precision()));
    told.put("cell", options.network().cell().word());
    told.put("attention", options.network().attends());
    told.put("initialState", JsonBody.word(options.network().initialState()));
    told.put("objective", JsonBody.word(options.objective()));
    told.put("embedding", options.network().embedding());
    told.put("hidden", options.network().hidden());
    told.put("minimumCount", options.words().minimumCount());
    told.put("fixedVocabulary", options.words().fixed());
    told.put("maxWords", options.words().mostInCaption());
    told.put("epochs", options.stopping().epochs());
    told.put("watch", JsonBody.word(options.stopping().watch()));
    told.put("patience", options.stopping().patience());
    told.put("batchSize", options.batchSize());
    told.put("learningRate", options.rate().highest());
    told.put("schedule", JsonBody.word(options.rate().schedule()));
    told.put("warmupSteps", options.rate().warmupSteps());
    told.put("finalRate", options.rate().last());
    told.put("dropout", options.dropout());
    told.put("labelSmoothing", options.labelSmoothing());
    told.put("sampling", options.sampling().most());
    told.put("samplingRise", JsonBody.word(options.sampling().rise()));
    if (options.network().attends()) {
      told.put("attentionPenalty", options.attentionPenalty());
    }
    told.put("clipNorm", options.clipNorm());
    told.put("averaging", options.averaging());
    told.put("views", options.views().count());
    told.put("mirror", options.views().mirrored());
    told.put("seed", options.seed());
    return told;
  }

  private static Map<String, Object> evaluation(EvaluationRequest request) {
    DecodingOptions decoding = request.decoding();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("model", request.model());
    told.put("split", request.split().word());
    told.put("strategy", JsonBody.word(decoding.strategy()));
    switch (decoding.strategy()) {
      case BEAM -> {
        told.put("beamSize", decoding.beamSize());
        told.put("lengthPenalty", decoding.lengthPenalty());
      }
      case SAMPLE -> {
        told.put("temperature", decoding.temperature());
        told.put("topK", decoding.topK());
        told.put("topP", decoding.topP());
        told.put("seed", decoding.seed());
      }
      case GREEDY -> {}
    }
    told.put("maxLength", decoding.maxLength());
    told.put("minLength", decoding.minLength());
    return told;
  }
}
