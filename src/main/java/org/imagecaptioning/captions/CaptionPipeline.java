package org.imagecaptioning.captions;

import java.util.List;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.WordListener;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.DecodedImage;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.models.LoadedModel;
import org.springframework.stereotype.Component;

/** One image from bytes to words, on the thread that calls. */
@Component
class CaptionPipeline {

  private final ImageDecoder images;

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
    DecodedImage decoded =
        watch.time(Stage.DECODE, () -> images.decode(image, input.width(), input.height()));
    Features features =
        watch.time(Stage.FEATURES, () -> model.encoder().extract(decoded.picture()));
    return new SeenImage(decoded.width(), decoded.height(), features);
  }

  /** From features to words. */
  CaptionedImage speak(
      LoadedModel model,
      DecodingOptions options,
      SeenImage image,
      StageWatch watch,
      WordListener listener) {
    List<Caption> captions =
        watch.time(
            Stage.CAPTION,
            () -> Decoder.of(options).decode(model.scorer(image.features()), listener));
    return new CaptionedImage(image.width(), image.height(), captions, watch.timings());
  }
}
