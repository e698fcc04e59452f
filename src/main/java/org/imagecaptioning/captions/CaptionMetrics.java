package org.imagecaptioning.captions;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.ClientGoneException;
import org.imagecaptioning.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is counted of captioning calls. */
@Component
class CaptionMetrics {

  static final String SUCCESS = "success";

  /** Some images of the call, not all. */
  static final String PARTIAL = "partial";

  /** The client went away before all was sent. */
  static final String ABANDONED = "abandoned";

  /** What no problem describes. */
  static final String FAILURE = "internal-error";

  private final MeterRegistry registry;

  CaptionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A failure's tag: the last part of its problem's type, or {@link #ABANDONED}. */
  static String outcome(CaptioningException failure) {
    return failure instanceof ClientGoneException ? ABANDONED : Problems.type(failure).slug();
  }

  /**
   * @param model null if the call ended before it had one
   */
  void request(@Nullable LoadedModel model, String outcome) {
    registry.counter("captioning.requests", tags(model).and("outcome", outcome)).increment();
  }

  void image(LoadedModel model, String outcome) {
    registry.counter("captioning.images", tags(model).and("outcome", outcome)).increment();
  }

  void words(LoadedModel model, List<Caption> captions) {
    registry
        .counter("captioning.words", tags(model))
        .increment(captions.stream().mapToInt(caption -> caption.words().size()).sum());
  }

  /**
   * What came of asking a cache.
   *
   * @param cache captions or features
   */
  void cache(LoadedModel model, String cache, boolean hit) {
    registry
        .counter(
            "captioning.cache", tags(model).and("cache", cache).and("result", hit ? "hit" : "miss"))
        .increment();
  }

  /** A request that was not let in, or came too late to its turn. */
  void rejected(OverloadedException.Reason reason) {
    registry
        .counter("captioning.rejected", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** How long an image waited for its turn. */
  void waited(long nanos) {
    Timer.builder("captioning.queue.wait")
        .publishPercentileHistogram()
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void queue(Admission admission) {
    Gauge.builder("captioning.queue.size", admission, Admission::waiting)
        .description("Images that wait for their turn")
        .register(registry);
  }

  StageWatch.Listener stages(LoadedModel model) {
    return (stage, outcome, nanos) ->
        Timer.builder("captioning.stage")
            .tags(tags(model).and("outcome", outcome))
            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
            .publishPercentileHistogram()
            .register(registry)
            .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static Tags tags(@Nullable LoadedModel model) {
    return Tags.of(
        "model", model == null ? "none" : model.name(),
        "version", model == null ? "none" : model.version());
  }
}
