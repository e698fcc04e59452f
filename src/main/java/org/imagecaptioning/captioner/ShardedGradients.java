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
 * many: the captions are dealt to a fixed number of shards, longest first, and the gradients of the
 * shards are summed in a fixed order.
 */
public final class ShardedGradients {

  private static final int BLOCK = 1 << 12;

  private final List<CaptionerGradients> shards;
  private final Parameters gradients;
  private final Team team;

  /**
   * @param shards into how many parts a minibatch is dealt; another number gives other roundings
   * @param team who computes them
   */
  public ShardedGradients(CaptionerConfig config, Parameters parameters, int shards, Team team) {
    this.shards =
        IntStream.range(0, shards)
            .mapToObj(i -> new CaptionerGradients(config, parameters))
            .toList();
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
    List<Callable<Double>> tasks = new ArrayList<>();
    for (int s = 0; s < hands.size(); s++) {
      int[] hand = hands.get(s);
      CaptionerGradients shard = shards.get(s);
      long shardSeed = seed * shards.size() + s;
      tasks.add(
          () ->
              shard.lossAndGradients(
                  of(hand, features),
                  new PackedSequences(of(hand, captions)),
                  options,
                  shardSeed,
                  captions.length));
    }
    double loss = sum(team.run(tasks));
    team.overBlocks(gradients.all().size(), (from, to) -> sum(hands.size(), from, to));
    return loss;
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
      CaptionerGradients shard = shards.get(s);
      tasks.add(() -> shard.loss(of(hand, features), new PackedSequences(of(hand, captions))));
    }
    return sum(team.run(tasks));
  }

  private static <T> T[] of(int[] hand, T[] all) {
    T[] chosen = Arrays.copyOf(all, hand.length);
    Arrays.setAll(chosen, i -> all[hand[i]]);
    return chosen;
  }

  private static double sum(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).sum();
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

  private double sum(int used, int from, int to) {
    float[] sum = new float[BLOCK];
    float[] term = new float[BLOCK];
    for (int offset = from; offset < to; offset += BLOCK) {
      int length = Math.min(BLOCK, to - offset);
      shards.get(0).gradients().all().get(offset, sum, length);
      for (int s = 1; s < used; s++) {
        shards.get(s).gradients().all().get(offset, term, length);
        for (int i = 0; i < length; i++) {
          sum[i] += term[i];
        }
      }
      gradients.all().put(offset, sum, length);
    }
    return 0;
  }
}
