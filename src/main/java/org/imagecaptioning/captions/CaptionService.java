package org.imagecaptioning.captions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.imagecaptioning.captioner.DecodingOptions;
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
  private final ImageLimits limits;
  private final CaptionMetrics metrics;
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  CaptionService(CaptionPipeline pipeline, ImageLimits limits, CaptionMetrics metrics) {
    this.pipeline = pipeline;
    this.limits = limits;
    this.metrics = metrics;
  }

  /**
   * Waits for a turn, then captions.
   *
   * @param listener hears the words of the best caption
   * @throws ImageException if it is no image that is accepted
   */
  CaptionedImage caption(
      LoadedModel model, DecodingOptions options, Upload image, WordListener listener) {
    String outcome = CaptionMetrics.FAILURE;
    try {
      CaptionedImage captioned =
          captioned(model, options, image, new StageWatch(metrics.stages(model)), listener);
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

  private CaptionedImage captioned(
      LoadedModel model,
      DecodingOptions options,
      Upload image,
      StageWatch watch,
      WordListener listener) {
    SeenImage seen;
    takeTurn();
    try {
      seen = pipeline.see(model, bytes(image), watch);
      if (listener == WordListener.NONE) {
        return pipeline.speak(model, options, seen, watch, listener);
      }
    } finally {
      turns.release();
    }
    // A listener that is slow to take words keeps its own thread, not the turn of others.
    return pipeline.speak(model, options, seen, watch, listener);
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
