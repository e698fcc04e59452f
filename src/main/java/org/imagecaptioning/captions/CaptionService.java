package org.imagecaptioning.captions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.images.ImageException;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.imagecaptioning.web.Upload;
import org.springframework.stereotype.Service;

/**
 * Captions uploaded images, on as many threads at once as there are processors: each image is in
 * memory, as bytes and as pixels, only while it has its turn.
 */
@Service
public class CaptionService {

  private final CaptionPipeline pipeline;
  private final CaptionCaches caches;
  private final ImageLimits limits;
  private final CaptionMetrics metrics;
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  CaptionService(
      CaptionPipeline pipeline, CaptionCaches caches, ImageLimits limits, CaptionMetrics metrics) {
    this.pipeline = pipeline;
    this.caches = caches;
    this.limits = limits;
    this.metrics = metrics;
  }

  /**
   * Takes captions from whoever made them or is making them, or waits for a turn and makes them.
   *
   * @param listener hears the words of the best caption
   * @throws ImageException if it is no image that is accepted
   */
  CaptionedImage caption(CaptionCall call, Upload image, WordListener listener) {
    LoadedModel model = call.model();
    String outcome = CaptionMetrics.FAILURE;
    try {
      CaptionedImage captioned = known(call, image, listener);
      metrics.words(model, captioned.captions());
      outcome = CaptionMetrics.SUCCESS;
      return captioned;
    } catch (CaptioningException failure) {
      outcome = CaptionMetrics.outcome(failure);
      throw failure;
    } finally {
      metrics.image(model, outcome);
    }
  }

  private CaptionedImage known(CaptionCall call, Upload image, WordListener listener) {
    // Nobody waits for a listener, which may be slow to take words.
    boolean shared = listener == WordListener.NONE;
    try (Claim<CaptionedImage> claim = caches.captions(call, image, shared)) {
      Optional<CaptionedImage> known = claim.known();
      if (known.isPresent()) {
        known.get().captions().get(0).words().forEach(listener::heard);
        return known.get().remembered();
      }
      CaptionedImage made = made(call, image, listener);
      claim.complete(made);
      return made;
    }
  }

  private CaptionedImage made(CaptionCall call, Upload image, WordListener listener) {
    LoadedModel model = call.model();
    StageWatch watch = new StageWatch(metrics.stages(model));
    SeenImage seen;
    try (Claim<SeenImage> claim = caches.features(call, image)) {
      Optional<SeenImage> known = claim.known();
      takeTurn();
      try {
        seen = known.orElseGet(() -> pipeline.see(model, bytes(image), watch));
        claim.complete(seen);
        if (listener == WordListener.NONE) {
          return pipeline.speak(model, call.options(), seen, watch, listener);
        }
      } finally {
        turns.release();
      }
    }
    // A listener that is slow to take words keeps its own thread, not the turn of others.
    return pipeline.speak(model, call.options(), seen, watch, listener);
  }

  private void takeTurn() {
    try {
      turns.acquire();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.UNAVAILABLE, "The service is stopping; try again.", stopping);
    }
  }

  private byte[] bytes(Upload image) {
    long most = limits.maxBytes().toBytes();
    if (image.size() > most) {
      throw new ImageException(
          ImageException.Reason.TOO_LARGE,
          "An image may have at most %d bytes, not %d".formatted(most, image.size()));
    }
    try {
      return image.bytes();
    } catch (IOException failure) {
      throw new UncheckedIOException("An upload cannot be read back", failure);
    }
  }
}
