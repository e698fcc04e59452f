package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.LossOptions;
import org.imagecaptioning.captioner.Minibatch;
import org.imagecaptioning.captioner.PackedScorer;
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
  private final CiderReward reward;
  private final List<PackedScorer> scorers;
  private final Team team;

  /**
   * @param reward of the examples' images
   * @param weights as they are at each step
   * @param team who draws: the pictures of a step are dealt to as many shards as those of gradients
   */
  SelfCriticalLessons(
      TrainingOptions options,
      CaptionerConfig config,
      CiderReward reward,
      Parameters weights,
      Team team) {
    this.options = options;
    this.reward = reward;
    this.scorers =
        IntStream.range(0, Trainer.GRADIENT_SHARDS)
            .mapToObj(shard -> new PackedScorer(config, weights))
            .toList();
    this.team = team;
  }

  /**
   * What is to be said of one picture.
   *
   * @param image its place among the training images
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Task(int image, float[] picture, Rollout.Draws draws) {}

  /**
   * What was said of one picture.
   *
   * @param ciders of the greedy caption, then of those drawn
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Judged(float[] picture, List<int[]> drawn, double[] ciders) {}

  @Override
  public Lesson of(Examples examples, int[] chosen, long step, long seed) {
    List<Task> tasks = tasks(examples, chosen, new SplittableRandom(seed ^ STREAM));
    int each = (tasks.size() + scorers.size() - 1) / scorers.size();
    List<Callable<List<Judged>>> shards = new ArrayList<>();
    for (int from = 0; from < tasks.size(); from += each) {
      List<Task> shard = tasks.subList(from, Math.min(from + each, tasks.size()));
      PackedScorer scorer = scorers.get(shards.size());
      shards.add(() -> judged(scorer, shard));
    }
    return lesson(team.run(shards).stream().flatMap(List::stream).toList());
  }

  private static List<Task> tasks(Examples examples, int[] chosen, SplittableRandom seeds) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int example : chosen) {
      counts.merge(examples.imageOf()[example], 1, Integer::sum);
    }
    List<Task> tasks = new ArrayList<>();
    counts.forEach(
        (image, count) ->
            tasks.add(
                new Task(
                    image,
                    examples.features().get(image),
                    new Rollout.Draws(count, seeds.split()))));
    return tasks;
  }

  private List<Judged> judged(PackedScorer scorer, List<Task> tasks) {
    scorer.see(tasks.stream().map(Task::picture).toArray(float[][]::new));
    List<Rollout> rollouts =
        Rollout.of(
            scorer,
            tasks.stream().map(Task::draws).toList(),
            DecodingOptions.defaults().maxLength());
    List<Judged> judged = new ArrayList<>();
    for (int p = 0; p < tasks.size(); p++) {
      Rollout rollout = rollouts.get(p);
      List<int[]> said = new ArrayList<>(List.of(rollout.greedy()));
      said.addAll(rollout.drawn());
      Task task = tasks.get(p);
      judged.add(new Judged(task.picture(), rollout.drawn(), reward.of(task.image(), said)));
    }
    return judged;
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
