package org.imagecaptioning.captions;

import java.time.Clock;
import java.time.Instant;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.models.ActiveModelChanged;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.models.ModelLease;
import org.imagecaptioning.models.ModelRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Captions the built-in picture with the active model, beside the calls and not in their queue, and
 * remembers how that went.
 */
@Component
class SelfCheck {

  private static final Logger log = LoggerFactory.getLogger(SelfCheck.class);

  private final ModelRegistry models;
  private final CaptionPipeline pipeline;
  private final ActiveModelMetric metric;
  private final Clock clock;
  private final byte[] picture = SelfCheckPicture.png();

  private volatile @Nullable Result last;

  SelfCheck(ModelRegistry models, CaptionPipeline pipeline, ActiveModelMetric metric, Clock clock) {
    this.models = models;
    this.pipeline = pipeline;
    this.metric = metric;
    this.clock = clock;
  }

  /**
   * How a check went.
   *
   * @param model name and version, null if there was none
   * @param caption what the model said, null if it failed
   * @param failure why, null if it did not fail
   */
  record Result(
      Instant at,
      @Nullable String model,
      @Nullable String caption,
      @Nullable Timings timings,
      @Nullable String failure) {

    boolean passed() {
      return failure == null;
    }
  }

  /** Another model is active: what is known of the one before says nothing of it. */
  @EventListener
  void activated(ActiveModelChanged change) {
    run();
  }

  /** One at a time, so that the last result is of the model that was active last. */
  synchronized Result run() {
    Result result;
    String model = null;
    try (ModelLease lease = models.acquireActive()) {
      LoadedModel active = lease.model();
      model = active.name() + ":" + active.version();
      metric.show(active);
      CaptionedImage captioned =
          pipeline.caption(active, active.decodingDefaults(), picture, new StageWatch());
      Caption best = captioned.captions().get(0);
      result =
          new Result(
              clock.instant(),
              model,
              active.vocabulary().decode(best.indexes()),
              captioned.timings(),
              null);
    } catch (RuntimeException failure) {
      log.error("The built-in picture could not be captioned with {}", model, failure);
      result = new Result(clock.instant(), model, null, null, failure.toString());
    }
    last = result;
    return result;
  }

  /** The last result, null before the first check has ended. */
  @Nullable Result last() {
    return last;
  }
}
