package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A bounded number of threads for the work on single images and captions of one training. */
final class Workers implements AutoCloseable {

  private final ExecutorService executor;
  private final TrainingControl control;

  /**
   * @param threads at most so many work at a time
   * @param control asked between items whether to stop
   */
  Workers(int threads, TrainingControl control) {
    AtomicInteger number = new AtomicInteger();
    this.control = control;
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "training-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The work of each item, in their order; what an item throws is thrown. When this returns,
   * however it does, nothing of it goes on.
   *
   * @throws StoppedException when the items being worked on are done, if asked to stop
   */
  <T, R> List<R> map(List<T> items, Function<T, R> work) {
    AtomicBoolean given = new AtomicBoolean();
    List<Future<R>> futures = new ArrayList<>();
    for (T item : items) {
      futures.add(
          executor.submit(
              () -> {
                if (given.get()) {
                  throw new StoppedException();
                }
                return work.apply(item);
              }));
    }
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        checkStop();
        results.add(get(future));
      }
      return results;
    } finally {
      given.set(true);
      futures.forEach(Workers::await);
    }
  }

  /**
   * @throws StoppedException if asked to stop
   */
  void checkStop() {
    if (control.stopAsked()) {
      throw new StoppedException();
    }
  }

  /** Until it is done, however: what it works with may be closed after this. */
  private static void await(Future<?> future) {
    boolean interrupted = false;
    while (!future.isDone()) {
      try {
        future.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // heard of it already, or given up
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <R> R get(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
