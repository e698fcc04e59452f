package org.imagecaptioning.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number of threads that share work, the one that brings it among them: it need not wait to be
 * woken. The work is cut by whoever gives it, or into blocks of fixed size, so that what comes out
 * does not depend on how many threads there are.
 */
public final class Team implements AutoCloseable {

  /** Large enough to be worth giving away, small enough to be shared evenly. */
  private static final int BLOCK = 1 << 15;

  private static final Team ALONE = new Team(0, null);

  private final int helpers;
  private final @Nullable ExecutorService executor;

  private Team(int helpers, @Nullable ExecutorService executor) {
    this.helpers = helpers;
    this.executor = executor;
  }

  /**
   * @param threads that work at a time, with the caller
   */
  public Team(int threads) {
    this(
        threads - 1,
        Executors.newCachedThreadPool(
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
   * The results of tasks, in their order. When this returns, however it does, none goes on.
   *
   * @throws IllegalStateException if one fails
   */
  public <T> List<T> run(List<? extends Callable<T>> tasks) {
    List<T> results = new ArrayList<>(Collections.nCopies(tasks.size(), null));
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> share =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
            results.set(i, tasks.get(i).call());
          }
          return true;
        };
    List<Future<Boolean>> helping = new ArrayList<>();
    for (int i = 0; executor != null && i < Math.min(helpers, tasks.size() - 1); i++) {
      helping.add(executor.submit(share));
    }
    FutureTask<Boolean> own = new FutureTask<>(share);
    own.run();
    helping.add(own);
    finish(helping);
    return results;
  }

  /** Waits for all, even if interrupted or one has failed: they share memory that is used again. */
  private static void finish(List<Future<Boolean>> helping) {
    Throwable failure = null;
    boolean interrupted = false;
    for (int i = 0; i < helping.size(); ) {
      try {
        helping.get(i).get();
        i++;
      } catch (InterruptedException e) {
        interrupted = true; // and waits for the same again
      } catch (ExecutionException e) {
        failure = e.getCause();
        i++;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("Computing failed", failure);
    }
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
