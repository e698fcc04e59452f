package org.imagecaptioning.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;

/** Bundles by what a command line calls them. */
final class ShippedBundles {

  private ShippedBundles() {}

  /**
   * @param model a file that ends in .zip, or the name of a model that comes with the project
   * @throws TrainingException if there is no such model
   */
  static Bundle read(String model) throws IOException {
    if (model.endsWith(".zip")) {
      return new BundleReader().read(Path.of(model));
    }
    String resource = "/bundles/" + model + ".zip";
    try (InputStream in = ShippedBundles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new TrainingException(
            "No model \"%s\" comes with the project; a bundle of your own is a file that ends in .zip"
                .formatted(model));
      }
      return new BundleReader().read("the shipped model " + model, in.readAllBytes());
    }
  }
}
