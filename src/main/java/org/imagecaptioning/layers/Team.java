package org.imagecaptioning.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A number of threads that share work. The work is cut by whoever gives it, or into blocks of fixed
 * size, so that what comes out does not depend on how many threads there are.
 */
public final class Team implements AutoCloseable {

  /** Large enough to be worth giving away, small enough to be shared evenly. */
  private static final int BLOCK = 1 << 17;

  private static final Team ALONE = new Team(null);

  private final @Nullable ExecutorService executor;

  private Team(@Nullable ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * @param threads that work at a time
   */
  public Team(int threads) {
    this(
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "training");
              thread.setDaemon(true);
              return thread;
            }));
  }

  /** No one but the caller. */
  public static Team alone() {
    return ALONE;
  }

  /** Work on the numbers {@code from} to {@code to - 1}. */
  @FunctionalInterface
  public interface BlockWork {
    /**
     * @return what is summed over blocks
     */
    double on(int from, int to);
  }

  /**
   * Work on {@code size} numbers, block by block.
   *
   * @return the sum of what the blocks gave, in their order
   */
  public double overBlocks(int size, BlockWork work) {
    List<Callable<Double>> tasks = new ArrayList<>();
    for (int from = 0; from < size; from += BLOCK) {
      int start = from;
      int end = Math.min(size - BLOCK, from) + BLOCK;
      tasks.add(() -> work.on(start, end));
    }
    return run(tasks).stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * The results of tasks, in their order.
   *
   * @throws IllegalStateException if one fails or the caller is interrupted
   */
  public <T> List<T> run(List<? extends Callable<T>> tasks) {
    try {
      List<T> results = new ArrayList<>();
      if (executor == null) {
        for (Callable<T> task : tasks) {
          results.add(task.call());
        }
      } else {
        for (Future<T> future : executor.invokeAll(tasks)) {
          results.add(future.get());
        }
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while computing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Computing failed", e.getCause());
    } catch (Exception e) {
      throw new IllegalStateException("Computing failed", e);
    }
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
