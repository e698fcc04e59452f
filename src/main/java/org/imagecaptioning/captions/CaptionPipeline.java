package org.imagecaptioning.captions;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.models.LoadedModel;
import org.springframework.stereotype.Component;

/** One image from bytes to words, on the thread that calls. */
@Component
class CaptionPipeline {

  private final ImageDecoder images;

  CaptionPipeline(ImageDecoder images) {
    this.images = images;
  }

  /**
   * @throws org.imagecaptioning.images.ImageException if the bytes are no image that is accepted
   */
  CaptionedImage caption(
      LoadedModel model, DecodingOptions options, byte[] image, StageWatch watch) {
    Picture picture = watch.time(Stage.DECODE, () -> images.decode(image));
    Features features = watch.time(Stage.FEATURES, () -> model.encoder().extract(picture));
    List<Caption> captions =
        watch.time(
            Stage.CAPTION,
            () -> Decoder.of(options).decode(model.captioner().scorer(features.mean())));
    return new CaptionedImage(
        sha256(image), picture.width(), picture.height(), captions, watch.timings());
  }

  private static String sha256(byte[] image) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
