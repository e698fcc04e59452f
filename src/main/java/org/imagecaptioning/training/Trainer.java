package org.imagecaptioning.training;

import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.captioner.Teachers;
import org.imagecaptioning.layers.Team;

/**
 * Trains a captioner: minibatches, Adam with a rate that warms up and falls, a validation after
 * each epoch, the weights of the best one kept, or their average, checkpoints on the way.
 */
final class Trainer {

  /** More would make the products of each smaller; fewer would leave a second thread idle. */
  static final int GRADIENT_SHARDS = 2;

  private final TrainingOptions options;
  private final CaptionerConfig config;
  private final TrainingData data;
  private final Teachers teachers;
  private final Validator validator;
  private final int threads;
  private final Checkpoints checkpoints;

  /**
   * @param teachers who know the words of the data
   * @param threads that compute gradients
   */
  Trainer(
      TrainingOptions options,
      CaptionerConfig config,
      TrainingData data,
      Teachers teachers,
      Validator validator,
      int threads,
      Checkpoints checkpoints) {
    this.options = options;
    this.config = config;
    this.data = data;
    this.teachers = teachers;
    this.validator = validator;
    this.threads = threads;
    this.checkpoints = checkpoints;
  }

  /** What a training came to: the weights of the best epoch and the story. */
  record Result(Parameters weights, Progress progress, boolean stopped) {}

  /**
   * Goes on from the newest checkpoint, or begins.
   *
   * @param weights to begin with, changed in place
   * @param trained whether these are those of a model already
   * @throws TrainingException if it diverges or cannot be kept: the checkpoints before stay
   */
  Result train(
      Parameters weights, boolean trained, TrainingListener listener, TrainingControl control) {
    NetworkState state = NetworkState.of(config, weights, options.averaging(), trained);
    Progress progress = checkpoints.restore(state, listener);
    listener.onData(report(progress));
    try (Team team = new Team(threads)) {
      ShardedGradients gradients =
          new ShardedGradients(config, weights, teachers, GRADIENT_SHARDS, team);
      Learner learner =
          new Learner(options, config, lessons(weights, team), gradients, team, state, steps());
      while (!progress.ended(options.stopping())) {
        Examples examples = data.inEpoch(progress.epoch(), options.seed());
        Minibatches order = order(progress.epoch());
        while (progress.batch() < batches()) {
          if (control.stopAsked()) {
            return stopped(progress, state, listener, control);
          }
          progress = learner.learn(examples, order.get(progress.batch()), progress);
          listener.onBatch(progress.batchReport(options.stopping().epochs(), batches()));
          if (checkpoints.due(progress.step())) {
            keep(progress, state, listener, control);
          }
        }
        EpochReport report;
        try {
          report = validate(state, gradients, progress);
        } catch (StoppedException e) {
          return stopped(progress, state, listener, control);
        }
        progress = progress.afterEpoch(report, options.stopping().watch());
        if (progress.lastWasBest()) {
          state.keepBest();
        }
        // Before its checkpoint: killed in between, the epoch is done and told again, not left out.
        listener.onEpoch(report, progress.lastWasBest());
        keep(progress, state, listener, control);
      }
    }
    return new Result(state.best(), progress, false);
  }

  /** In the place of the weights, whose memory the gradients are bound to. */
  private EpochReport validate(NetworkState state, ShardedGradients gradients, Progress progress) {
    state.exchange();
    try {
      return validator.validate(state.weights(), gradients, progress);
    } finally {
      state.exchange();
    }
  }

  private Lessons lessons(Parameters weights, Team team) {
    return switch (options.objective()) {
      case CROSS_ENTROPY -> new CaptionLessons(options, steps());
      case CIDER ->
          new SelfCriticalLessons(
              options,
              config,
              new CiderReward(data.vocabulary(), data.references()),
              weights,
              team);
    };
  }

  private long steps() {
    return (long) batches() * options.stopping().epochs();
  }

  /** A captioner that attends sees an image once for all of its captions. */
  private Minibatches order(int epoch) {
    Examples examples = data.examples();
    return config.attends()
        ? Minibatches.byImage(examples.imageOf(), options.batchSize(), options.seed(), epoch)
        : Minibatches.of(examples.size(), options.batchSize(), options.seed(), epoch);
  }

  private Result stopped(
      Progress progress, NetworkState state, TrainingListener listener, TrainingControl control) {
    keep(progress, state, listener, control);
    return new Result(state.best(), progress, true);
  }

  /** Not where the loss is rising: the checkpoints before are then the good ones. */
  private void keep(
      Progress progress, NetworkState state, TrainingListener listener, TrainingControl control) {
    if (!progress.trend().suspicious(config.vocabulary())) {
      checkpoints.write(progress, state, control);
      listener.onCheckpoint(progress.step());
    }
  }

  private int batches() {
    return Minibatches.count(data.examples().size(), options.batchSize());
  }

  private DataReport report(Progress progress) {
    return new DataReport(
        data.images(),
        data.examples().size(),
        data.vocabulary().size(),
        data.validation().images().size(),
        options.stopping().epochs(),
        batches(),
        progress.step());
  }
}
