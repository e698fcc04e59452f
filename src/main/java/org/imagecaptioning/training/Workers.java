package org.imagecaptioning.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bounded number of threads for the work on single images and captions of one training. */
final class Workers implements AutoCloseable {

  private static final int CHUNKS_AT_ONCE = 2;

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
    List<R> results = new ArrayList<>();
    map(items, Math.max(items.size(), 1), work, results::addAll);
    return results;
  }

  /**
   * As the other, but hands the results on in chunks: the next chunk is worked on meanwhile.
   *
   * @param size items of a chunk
   * @param then takes the results of each chunk, on the thread that calls
   */
  <T, R> void map(List<T> items, int size, Function<T, R> work, Consumer<List<R>> then) {
    AtomicBoolean given = new AtomicBoolean();
    Deque<List<Future<R>>> going = new ArrayDeque<>();
    int next = 0;
    try {
      while (next < items.size() || !going.isEmpty()) {
        while (going.size() < CHUNKS_AT_ONCE && next < items.size()) {
          int end = Math.min(next + size, items.size());
          going.add(submit(items.subList(next, end), work, given));
          next = end;
        }
        then.accept(results(going.getFirst()));
        going.removeFirst();
      }
    } finally {
      given.set(true);
      going.forEach(chunk -> chunk.forEach(Workers::await));
    }
  }

  private <T, R> List<Future<R>> submit(List<T> items, Function<T, R> work, AtomicBoolean given) {
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
    return futures;
  }

  private <R> List<R> results(List<Future<R>> futures) {
    List<R> results = new ArrayList<>();
    for (Future<R> future : futures) {
      checkStop();
      results.add(get(future));
    }
    return results;
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
