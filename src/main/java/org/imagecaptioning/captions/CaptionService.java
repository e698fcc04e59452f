package org.imagecaptioning.captions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.images.ImageException;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.models.LoadedModel;
import org.imagecaptioning.web.Upload;
import org.springframework.stereotype.Service;

/**
 * Captions uploaded images, as many at once as there are turns: each image is in memory, as bytes
 * and as pixels, only while it has its turn.
 */
@Service
public class CaptionService {

  private final CaptionPipeline pipeline;
  private final CaptionCaches caches;
  private final Admission admission;
  private final WorkEstimates estimates;
  private final ImageLimits limits;
  private final CaptionMetrics metrics;

  CaptionService(
      CaptionPipeline pipeline,
      CaptionCaches caches,
      Admission admission,
      WorkEstimates estimates,
      ImageLimits limits,
      CaptionMetrics metrics) {
    this.pipeline = pipeline;
    this.caches = caches;
    this.admission = admission;
    this.estimates = estimates;
    this.limits = limits;
    this.metrics = metrics;
    metrics.queue(admission);
  }

  /**
   * Refuses a call before it is read if there is no room for it whatever its images are: most of
   * what refusing costs is reading.
   *
   * @param most what of the call may come from the caches at most; a call that may be answered from
   *     them is read first
   * @throws OverloadedException if there is too much to do
   */
  void checkRoom(Caching most) {
    if (!caches.mayHaveCaptions(most)) {
      admission.checkRoom();
    }
  }

  /**
   * Takes on all images of a call, or none.
   *
   * @param more work that the call takes besides, in nanoseconds
   * @throws OverloadedException if there is too much to do
   */
  Admission.Pass admit(CaptionCall call, long more) {
    List<Long> works = new ArrayList<>();
    for (Upload image : call.images()) {
      if (!caches.hasCaptions(call, image)) {
        boolean coming = caches.awaitsCaptions(call, image);
        works.add(coming ? 0 : estimates.of(call, image, caches.hasFeatures(call, image)));
      }
    }
    if (more > 0) {
      works.add(more);
    }
    return admission.enter(works);
  }

  /**
   * Takes captions from whoever made them or is making them, or waits for a turn and makes them.
   *
   * @param listener hears the words of the best caption
   * @throws ImageException if it is no image that is accepted
   * @throws OverloadedException if the turn does not come in time
   */
  CaptionedImage caption(
      CaptionCall call, Admission.Pass pass, Upload image, WordListener listener) {
    LoadedModel model = call.model();
    String outcome = CaptionMetrics.FAILURE;
    try {
      CaptionedImage captioned = known(call, pass, image, listener);
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

  private CaptionedImage known(
      CaptionCall call, Admission.Pass pass, Upload image, WordListener listener) {
    // Nobody waits for a listener, which may be slow to take words.
    boolean shared = listener == WordListener.NONE;
    try (Claim<CaptionedImage> claim = caches.captions(call, image, shared)) {
      Optional<CaptionedImage> known = claim.known();
      if (known.isPresent()) {
        known.get().captions().get(0).words().forEach(listener::heard);
        return known.get().remembered();
      }
      CaptionedImage made = made(call, pass, image, listener);
      claim.complete(made);
      return made;
    }
  }

  private CaptionedImage made(
      CaptionCall call, Admission.Pass pass, Upload image, WordListener listener) {
    LoadedModel model = call.model();
    StageWatch watch = new StageWatch(watched(call, image));
    SeenImage seen;
    try (Claim<SeenImage> claim = caches.features(call, image)) {
      Optional<SeenImage> known = claim.known();
      try (Turns.Turn turn = turn(pass, estimates.of(call, image, known.isPresent()))) {
        seen = known.orElseGet(() -> pipeline.see(model, bytes(image), watch));
        claim.complete(seen);
        if (listener == WordListener.NONE) {
          return pipeline.speak(model, call.options(), seen, watch, listener);
        }
      }
    }
    // A listener that is slow to take words keeps its own thread, not the turn of others.
    return pipeline.speak(model, call.options(), seen, watch, listener);
  }

  private StageWatch.Listener watched(CaptionCall call, Upload image) {
    StageWatch.Listener counted = metrics.stages(call.model());
    return (stage, outcome, nanos) -> {
      counted.timed(stage, outcome, nanos);
      if (outcome.equals(CaptionMetrics.SUCCESS)) {
        estimates.learn(stage, call, image, nanos);
      }
    };
  }

  /**
   * Waits for a turn.
   *
   * @param work that will be done in it, in nanoseconds
   */
  Turns.Turn turn(Admission.Pass pass, long work) {
    long start = System.nanoTime();
    Turns.Turn turn = pass.turn(work);
    metrics.waited(System.nanoTime() - start);
    return turn;
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
