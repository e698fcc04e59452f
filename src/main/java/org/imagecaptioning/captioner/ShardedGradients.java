package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.imagecaptioning.layers.PackedSequences;
import org.imagecaptioning.layers.Team;

/**
 * The gradients of a minibatch, computed by several threads in a way that does not depend on how
 * many: the captions are dealt to a fixed number of shards, longest first, and what the shards add
 * to a gradient is summed in a fixed order. {@code CaptioningRnn} made fast, and tested to agree
 * with it.
 */
public final class ShardedGradients {

  private final CaptionerConfig config;
  private final List<Backpropagation> shards;
  private final Parameters gradients;
  private final Team team;

  /**
   * @param shards into how many parts a minibatch is dealt; another number gives other roundings
   * @param team who computes them
   */
  public ShardedGradients(CaptionerConfig config, Parameters parameters, int shards, Team team) {
    this.config = config;
    this.shards =
        IntStream.range(0, shards).mapToObj(i -> new Backpropagation(config, parameters)).toList();
    this.gradients = new Parameters(config);
    this.team = team;
  }

  /** The gradients of the last call. */
  public Parameters gradients() {
    return gradients;
  }

  /**
   * Forward and backward over a minibatch of N captions.
   *
   * @param features of each caption's image, shape (N, D)
   * @param captions START to END each
   * @param options what makes learning harder
   * @param seed of what is dropped and drawn
   * @return the cross-entropy in nats, summed over words, divided by N
   */
  public double lossAndGradients(
      float[][] features, int[][] captions, LossOptions options, long seed) {
    List<int[]> hands = deal(captions);
    List<Callable<Backpropagation.Result>> tasks = new ArrayList<>();
    for (int s = 0; s < hands.size(); s++) {
      int[] hand = hands.get(s);
      Backpropagation shard = shards.get(s);
      long shardSeed = seed * shards.size() + s;
      tasks.add(
          () ->
              shard.run(
                  of(hand, features),
                  new PackedSequences(of(hand, captions)),
                  options,
                  shardSeed,
                  captions.length));
    }
    List<Backpropagation.Result> results = team.run(tasks);
    WeightGradients.sum(config, results, gradients, team);
    return results.stream().mapToDouble(Backpropagation.Result::loss).sum();
  }

  /**
   * Forward alone and plain.
   *
   * @param features of each caption's image, shape (N, D)
   * @param captions START to END each
   * @return the cross-entropy in nats, summed over words
   */
  public double loss(float[][] features, int[][] captions) {
    List<int[]> hands = deal(captions);
    List<Callable<Double>> tasks = new ArrayList<>();
    for (int s = 0; s < hands.size(); s++) {
      int[] hand = hands.get(s);
      Backpropagation shard = shards.get(s);
      tasks.add(() -> shard.loss(of(hand, features), new PackedSequences(of(hand, captions))));
    }
    return team.run(tasks).stream().mapToDouble(Double::doubleValue).sum();
  }

  private static <T> T[] of(int[] hand, T[] all) {
    T[] chosen = Arrays.copyOf(all, hand.length);
    Arrays.setAll(chosen, i -> all[hand[i]]);
    return chosen;
  }

  private List<int[]> deal(int[][] captions) {
    int[] order =
        IntStream.range(0, captions.length)
            .boxed()
            .sorted(Comparator.comparing((Integer n) -> -captions[n].length))
            .mapToInt(n -> n)
            .toArray();
    return IntStream.range(0, Math.min(shards.size(), captions.length))
        .mapToObj(
            s ->
                IntStream.iterate(s, i -> i < order.length, i -> i + shards.size())
                    .map(i -> order[i])
                    .toArray())
        .toList();
  }
}
