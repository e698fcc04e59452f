package org.imagecaptioning.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waiting for what another thread computes. */
final class Futures {

  private Futures() {}

  /** What it computed, or what it threw. */
  static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new TrainingException(String.valueOf(e.getCause()), e.getCause());
    }
  }
}
