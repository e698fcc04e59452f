package org.imagecaptioning.captions;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.imagecaptioning.errors.CaptioningException;

/** Times the stages of one image, and hands each time on. */
final class StageWatch {

  /** Takes a time: to a metric, or nowhere. */
  @FunctionalInterface
  interface Listener {

    /**
     * @param outcome as {@link CaptionMetrics#outcome}
     */
    void timed(Stage stage, String outcome, long nanos);
  }

  private final Listener listener;
  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

  /** Times that go nowhere. */
  StageWatch() {
    this((stage, outcome, nanos) -> {});
  }

  StageWatch(Listener listener) {
    this.listener = listener;
  }

  <T> T time(Stage stage, Supplier<T> work) {
    long start = System.nanoTime();
    String outcome = CaptionMetrics.FAILURE;
    try {
      T result = work.get();
      outcome = CaptionMetrics.SUCCESS;
      return result;
    } catch (CaptioningException failure) {
      outcome = CaptionMetrics.outcome(failure);
      throw failure;
    } finally {
      long took = System.nanoTime() - start;
      nanos.put(stage, took);
      listener.timed(stage, outcome, took);
    }
  }

  Timings timings() {
    return new Timings(millis(Stage.DECODE), millis(Stage.FEATURES), millis(Stage.CAPTION));
  }

  /** To a hundredth. */
  private double millis(Stage stage) {
    return Math.round(nanos.getOrDefault(stage, 0L) / 1e4) / 1e2;
  }
}
