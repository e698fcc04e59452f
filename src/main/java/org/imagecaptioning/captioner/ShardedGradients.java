package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.imagecaptioning.layers.PackedSequences;
import org.imagecaptioning.layers.Team;

/**
 * The gradients of a minibatch, computed by several threads in a way that does not depend on how
 * many: the captions, or the pictures of a captioner that attends, are dealt to a fixed number of
 * shards, longest first, and what the shards add to a gradient is summed in a fixed order. {@code
 * CaptioningRnn} made fast, and tested to agree with it.
 */
public final class ShardedGradients {

  private final CaptionerConfig config;
  private final List<Backpropagation> shards;
  private final Parameters gradients;
  private final Team team;

  /** Of a network that learns from people alone. */
  public ShardedGradients(CaptionerConfig config, Parameters parameters, int shards, Team team) {
    this(config, parameters, Teachers.none(), shards, team);
  }

  /**
   * @param teachers what they find likely is expected beside what people said; captions are then
   *     worth the same, and labels are not smoothed
   * @param shards into how many parts a minibatch is dealt; another number gives other roundings
   * @param team who computes them
   */
  public ShardedGradients(
      CaptionerConfig config, Parameters parameters, Teachers teachers, int shards, Team team) {
    this.config = config;
    this.shards =
        IntStream.range(0, shards)
            .mapToObj(i -> new Backpropagation(config, parameters, teachers))
            .toList();
    this.gradients = new Parameters(config);
    this.team = team;
  }

  /** The gradients of the last call. */
  public Parameters gradients() {
    return gradients;
  }

  /** Forward and backward over N captions, each with a picture of its own, shape (N, D). */
  public double lossAndGradients(
      float[][] features, int[][] captions, LossOptions options, long seed) {
    return lossAndGradients(Minibatch.paired(features, captions), options, seed);
  }

  /**
   * Forward and backward over a minibatch of N captions.
   *
   * @param options what makes learning harder
   * @param seed of what is dropped and drawn
   * @return the cross-entropy in nats times what each caption is worth, summed over words, divided
   *     by N, and the penalty of attention
   */
  public double lossAndGradients(Minibatch minibatch, LossOptions options, long seed) {
    List<int[]> hands = deal(minibatch);
    List<Callable<Backpropagation.Result>> tasks = new ArrayList<>();
    for (int s = 0; s < hands.size(); s++) {
      int[] hand = hands.get(s);
      Backpropagation shard = shards.get(s);
      long shardSeed = seed * shards.size() + s;
      tasks.add(
          () -> {
            Minibatch part = minibatch.part(hand);
            return shard.run(
                part, new PackedSequences(part.captions()), options, shardSeed, minibatch.size());
          });
    }
    List<Backpropagation.Result> results = team.run(tasks);
    WeightGradients.sum(config, results, gradients, team);
    return results.stream().mapToDouble(Backpropagation.Result::loss).sum();
  }

  /** Forward alone and plain, of captions that have a picture of their own each. */
  public double loss(float[][] features, int[][] captions) {
    return loss(Minibatch.paired(features, captions));
  }

  /**
   * Forward alone and plain.
   *
   * @return the cross-entropy in nats, summed over words
   */
  public double loss(Minibatch minibatch) {
    List<int[]> hands = deal(minibatch);
    List<Callable<Double>> tasks = new ArrayList<>();
    for (int s = 0; s < hands.size(); s++) {
      int[] hand = hands.get(s);
      Backpropagation shard = shards.get(s);
      tasks.add(
          () -> {
            Minibatch part = minibatch.part(hand);
            return shard.loss(part, new PackedSequences(part.captions()));
          });
    }
    return team.run(tasks).stream().mapToDouble(Double::doubleValue).sum();
  }

  private List<int[]> deal(Minibatch minibatch) {
    return config.attends()
        ? Deal.pictures(minibatch, shards.size())
        : Deal.captions(minibatch, shards.size());
  }
}
