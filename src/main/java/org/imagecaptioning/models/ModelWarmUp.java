package org.imagecaptioning.models;

import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;

/**
 * Has a model caption blank pictures before anybody waits for it. What fails here would have failed
 * for whoever came first.
 */
final class ModelWarmUp {

  private static final int TIMES = 3;

  private ModelWarmUp() {}

  /**
   * @throws BundleException if it cannot caption
   */
  static void run(LoadedModel model) {
    EncoderInput input = model.encoder().input();
    Picture blank =
        new Picture(input.width(), input.height(), new byte[3 * input.width() * input.height()]);
    for (int i = 0; i < TIMES; i++) {
      Features features = extract(model, blank);
      try {
        Decoder.of(model.decodingDefaults()).decode(model.scorer(features));
      } catch (RuntimeException e) {
        throw failed(BundleEntries.PARAMETERS, e);
      }
    }
  }

  private static Features extract(LoadedModel model, Picture blank) {
    try {
      return model.encoder().extract(blank);
    } catch (RuntimeException e) {
      throw failed(BundleEntries.ENCODER, e);
    }
  }

  private static BundleException failed(String entry, RuntimeException e) {
    return new BundleException(entry, "it fails on a blank picture: " + e.getMessage(), e);
  }
}
