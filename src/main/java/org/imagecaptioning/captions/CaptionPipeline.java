package org.imagecaptioning.captions;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.DecodedImage;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.models.LoadedModel;
import org.springframework.stereotype.Component;

/** One image from bytes to words, on the thread that calls. */
@Component
class CaptionPipeline {

  private final ImageDecoder images;

  /** Images that are being worked on now. */
  private final AtomicInteger busy = new AtomicInteger();

  CaptionPipeline(ImageDecoder images) {
    this.images = images;
  }

  /** From bytes to words; nobody listens. */
  CaptionedImage caption(
      LoadedModel model, DecodingOptions options, byte[] image, StageWatch watch) {
    return speak(model, options, see(model, image, watch), watch, WordListener.NONE);
  }

  /**
   * From bytes to features.
   *
   * @throws org.imagecaptioning.images.ImageException if the bytes are no image that is accepted
   */
  SeenImage see(LoadedModel model, byte[] image, StageWatch watch) {
    EncoderInput input = model.encoder().input();
    busy.incrementAndGet();
    try {
      DecodedImage decoded =
          watch.time(Stage.DECODE, () -> images.decode(image, input.width(), input.height()));
      Features features =
          watch.time(Stage.FEATURES, () -> features(model.encoder(), decoded.picture()));
      return new SeenImage(decoded.width(), decoded.height(), features);
    } finally {
      busy.decrementAndGet();
    }
  }

  private Features features(FeatureExtractor encoder, Picture picture) {
    return busy.get() == 1 ? encoder.extractAlone(picture) : encoder.extract(picture);
  }

  /** From features to words. */
  CaptionedImage speak(
      LoadedModel model,
      DecodingOptions options,
      SeenImage image,
      StageWatch watch,
      WordListener listener) {
    busy.incrementAndGet();
    try {
      List<Caption> captions =
          watch.time(
              Stage.CAPTION,
              () -> Decoder.of(options).decode(model.scorer(image.features()), listener));
      return new CaptionedImage(image.width(), image.height(), captions, watch.timings());
    } finally {
      busy.decrementAndGet();
    }
  }
}
