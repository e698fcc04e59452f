package org.imagecaptioning.jobs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.imagecaptioning.training.BatchReport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is measured of the trainings that run in this process. */
@Component
class TrainingMetrics {

  private final MeterRegistry registry;

  TrainingMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Shows a training until it is closed.
   *
   * @param model that is made
   */
  Gauges show(String model) {
    return new Gauges(registry, model);
  }

  /** The numbers of one training. */
  static final class Gauges implements AutoCloseable {

    private final MeterRegistry registry;
    private final Counter words;
    private final List<Meter> meters;
    private volatile @Nullable BatchReport last;

    private Gauges(MeterRegistry registry, String model) {
      this.registry = registry;
      this.words =
          Counter.builder("captioning.training.words")
              .description("Words of captions learned from")
              .tag("model", model)
              .register(registry);
      this.meters =
          List.of(
              words,
              Gauge.builder("captioning.training.loss", this, Gauges::loss)
                  .description("Mean of the epoch so far, in nats a word")
                  .tag("model", model)
                  .register(registry),
              Gauge.builder("captioning.training.epoch", this, Gauges::epoch)
                  .description("Being worked on, from 1")
                  .tag("model", model)
                  .register(registry));
    }

    void batch(BatchReport report) {
      words.increment(wordsSince(last, report));
      last = report;
    }

    /** An epoch that was begun in an earlier attempt has words that are not of this one. */
    private static double wordsSince(@Nullable BatchReport before, BatchReport now) {
      if (before == null) {
        return (double) now.words() / now.batch();
      }
      return before.epoch() == now.epoch() ? now.words() - before.words() : now.words();
    }

    private double loss() {
      BatchReport report = last;
      return report == null ? Double.NaN : report.loss();
    }

    private double epoch() {
      BatchReport report = last;
      return report == null ? 0 : report.epoch();
    }

    /** A training that is over shows nothing. */
    @Override
    public void close() {
      meters.forEach(registry::remove);
    }
  }
}
