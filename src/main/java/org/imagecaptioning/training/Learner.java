package org.imagecaptioning.training;

import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.ShardedGradients;
import org.imagecaptioning.layers.GradientClipping;
import org.imagecaptioning.layers.Team;

/** Learns from one minibatch after another: gradients, clipped, and a step of the optimiser. */
final class Learner {

  private final TrainingOptions options;
  private final CaptionerConfig config;
  private final Lessons lessons;
  private final ShardedGradients gradients;
  private final Team team;
  private final NetworkState state;
  private final long steps;

  /**
   * @param lessons what is learned
   * @param gradients of the state's weights
   * @param team who computes
   * @param steps how many there are in all
   */
  Learner(
      TrainingOptions options,
      CaptionerConfig config,
      Lessons lessons,
      ShardedGradients gradients,
      Team team,
      NetworkState state,
      long steps) {
    this.options = options;
    this.config = config;
    this.lessons = lessons;
    this.gradients = gradients;
    this.team = team;
    this.state = state;
    this.steps = steps;
  }

  /**
   * @param examples to choose from, as they are seen in this epoch
   * @param chosen of them
   * @return how far it is then
   * @throws TrainingException of the kind DIVERGED: the weights are left as they were
   */
  Progress learn(Examples examples, int[] chosen, Progress progress) {
    long start = System.nanoTime();
    long step = progress.step();
    long seed = Seeds.of(options.seed(), step);
    Lesson lesson = lessons.of(examples, chosen, step, seed);
    double loss = gradients.lossAndGradients(lesson.minibatch(), lesson.options(), seed);
    double norm = GradientClipping.clip(gradients.gradients().all(), options.clipNorm(), team);
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw diverged(step + 1, "the loss is %s and the gradient's norm %s".formatted(loss, norm));
    }
    long words = lesson.words();
    double sum = lesson.told(loss);
    LossTrend trend = progress.trend().after(sum / words);
    if (trend.ranAway(config.vocabulary())) {
      throw diverged(
          step + 1,
          "the loss has risen to %.2f nats a word, from %.2f"
              .formatted(trend.mean(), trend.usual(config.vocabulary())));
    }
    state.step(gradients.gradients(), options.rate().at(step, steps), step, team);
    return progress.afterBatch(sum, words, trend, (System.nanoTime() - start) / 1e9);
  }

  private TrainingException diverged(long step, String what) {
    return TrainingException.diverged(
        step,
        "At step %d %s. A lower learning rate than %s, a longer warm-up than %d steps or a smaller norm to clip at than %s keeps it from running away"
            .formatted(
                step,
                what,
                options.rate().highest(),
                options.rate().warmupSteps(),
                options.clipNorm()));
  }
}
