package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.LossOptions;
import org.imagecaptioning.captioner.Minibatch;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.Rollout;
import org.imagecaptioning.layers.Team;

/**
 * A network learns from captions of its own: of each picture it draws as many as were chosen of
 * people's, and makes each more likely by how much more CIDEr it reaches than the caption that the
 * network would give, or less likely by how much less. The loss that is told is the negative mean
 * CIDEr of what was drawn.
 *
 * <p>Source: Rennie et al. 2017, "Self-critical sequence training for image captioning", eq. 7.
 * Nothing is dropped while captions are drawn.
 */
final class SelfCriticalLessons implements Lessons {

  /** Sets the draws apart from the dropout of the same seed. */
  private static final long STREAM = 0x2545F4914F6CDD1DL;

  private final TrainingOptions options;
  private final CaptionerConfig config;
  private final CiderReward reward;
  private final Parameters weights;
  private final Team team;

  /**
   * @param reward of the examples' images
   * @param weights as they are at each step
   * @param team who draws
   */
  SelfCriticalLessons(
      TrainingOptions options,
      CaptionerConfig config,
      CiderReward reward,
      Parameters weights,
      Team team) {
    this.options = options;
    this.config = config;
    this.reward = reward;
    this.weights = weights;
    this.team = team;
  }

  /**
   * What was said of one picture.
   *
   * @param ciders of the greedy caption, then of those drawn
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Judged(float[] picture, List<int[]> drawn, double[] ciders) {}

  @Override
  public Lesson of(Examples examples, int[] chosen, long step, long seed) {
    Captioner captioner = new Captioner(config, weights);
    SplittableRandom seeds = new SplittableRandom(seed ^ STREAM);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int example : chosen) {
      counts.merge(examples.imageOf()[example], 1, Integer::sum);
    }
    List<Callable<Judged>> tasks = new ArrayList<>();
    counts.forEach(
        (image, count) -> {
          SplittableRandom random = seeds.split();
          tasks.add(() -> judged(captioner, examples, image, count, random));
        });
    return lesson(team.run(tasks));
  }

  private Judged judged(
      Captioner captioner, Examples examples, int image, int count, SplittableRandom random) {
    float[] picture = examples.features().get(image);
    Rollout rollout =
        Rollout.of(
            captioner.scorer(picture), count, DecodingOptions.defaults().maxLength(), random);
    List<int[]> said = new ArrayList<>(List.of(rollout.greedy()));
    said.addAll(rollout.drawn());
    return new Judged(picture, rollout.drawn(), reward.of(image, said));
  }

  private Lesson lesson(List<Judged> pictures) {
    List<int[]> captions = new ArrayList<>();
    List<Integer> pictureOf = new ArrayList<>();
    List<Float> worth = new ArrayList<>();
    double sum = 0;
    for (int p = 0; p < pictures.size(); p++) {
      Judged judged = pictures.get(p);
      for (int n = 0; n < judged.drawn().size(); n++) {
        captions.add(judged.drawn().get(n));
        pictureOf.add(p);
        double cider = judged.ciders()[n + 1];
        worth.add((float) (cider - judged.ciders()[0]));
        sum += cider;
      }
    }
    float[] worths = new float[worth.size()];
    for (int n = 0; n < worths.length; n++) {
      worths[n] = worth.get(n);
    }
    return new Lesson(
        new Minibatch(
            pictures.stream().map(Judged::picture).toArray(float[][]::new),
            captions.toArray(int[][]::new),
            pictureOf.stream().mapToInt(p -> p).toArray(),
            worths),
        LossOptions.dropout(options.dropout()),
        -sum / worths.length);
  }
}
