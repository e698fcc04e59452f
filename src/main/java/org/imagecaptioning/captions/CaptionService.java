package org.imagecaptioning.captions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.imagecaptioning.captioner.DecodingOptions;
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
   * @throws ImageException if it is no image that is accepted
   */
  CaptionedImage caption(LoadedModel model, DecodingOptions options, Upload image) {
    String outcome = CaptionMetrics.FAILURE;
    takeTurn();
    try {
      CaptionedImage captioned =
          pipeline.caption(model, options, bytes(image), new StageWatch(metrics.stages(model)));
      metrics.words(model, captioned.captions());
      outcome = CaptionMetrics.SUCCESS;
      return captioned;
    } catch (CaptioningException failure) {
      outcome = CaptionMetrics.outcome(failure);
      throw failure;
    } finally {
      turns.release();
      metrics.image(model, outcome);
    }
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
