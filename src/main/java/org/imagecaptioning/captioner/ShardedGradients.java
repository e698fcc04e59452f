package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedSequences;

/**
 * The gradients of a minibatch, computed by several threads in a way that does not depend on how
 * many: the captions are dealt to a fixed number of shards, longest first, and the gradients of the
 * shards are summed in a fixed order.
 */
public final class ShardedGradients implements AutoCloseable {

  private static final int BLOCK = 1 << 14;

  private final List<CaptionerGradients> shards;
  private final Parameters gradients;
  private final ExecutorService executor;

  /**
   * @param shards into how many parts a minibatch is dealt; another number gives other roundings
   * @param threads how many of them are computed at a time
   */
  public ShardedGradients(CaptionerConfig config, Parameters parameters, int shards, int threads) {
    this.shards =
        IntStream.range(0, shards)
            .mapToObj(i -> new CaptionerGradients(config, parameters))
            .toList();
    this.gradients = new Parameters(config);
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "training");
              thread.setDaemon(true);
              return thread;
            });
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
    double loss = sum(run(tasks));
    sum(hands.size());
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
    return sum(run(tasks));
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

  private void sum(int used) {
    FloatMatrix total = gradients.all();
    List<Callable<Double>> tasks = new ArrayList<>();
    int parts = shards.size();
    int part = (total.size() / parts / BLOCK + 1) * BLOCK;
    for (int p = 0; p < parts; p++) {
      int from = Math.min(p * part, total.size());
      int to = Math.min(from + part, total.size());
      tasks.add(
          () -> {
            sum(used, from, to);
            return 0.0;
          });
    }
    run(tasks);
  }

  private void sum(int used, int from, int to) {
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
  }

  private List<Double> run(List<Callable<Double>> tasks) {
    try {
      List<Double> results = new ArrayList<>();
      for (Future<Double> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while computing gradients", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Computing gradients failed", e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
