package org.imagecaptioning.commands;

import java.nio.file.Path;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.imagecaptioning.training.EncoderChoice;
import org.imagecaptioning.training.ShippedBundles;

/** Models and encoders by what the command line calls them. */
final class Models {

  private Models() {}

  /**
   * @param model a file that ends in .zip, or the name of a model that comes with the project
   */
  static Bundle bundle(String model) {
    return model.endsWith(".zip")
        ? new BundleReader().read(Path.of(model))
        : ShippedBundles.named(model);
  }

  /**
   * @param encoder the name of a configured one, {@code tiny}, a file {@code x.onnx} that is
   *     described by {@code x.json} beside it, or a model as {@link #bundle} takes it, whose
   *     encoder is taken
   */
  static EncoderChoice encoder(String encoder, ConfiguredEncoders configured) {
    if (configured.has(encoder)) {
      return EncoderChoice.configured(configured, encoder);
    }
    if (encoder.endsWith(".onnx")) {
      return EncoderChoice.inFile(Path.of(encoder));
    }
    return encoder.endsWith(".zip")
        ? EncoderChoice.of(bundle(encoder))
        : EncoderChoice.named(encoder);
  }
}
