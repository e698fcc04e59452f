package org.imagecaptioning.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.imagecaptioning.names.Names;

/** The models that come with the project. */
public final class ShippedBundles {

  private ShippedBundles() {}

  /**
   * @throws TrainingException if no model of that name comes with the project
   */
  public static Bundle named(String model) {
    if (!Names.isOne(model)) {
      throw unknown(model);
    }
    try (InputStream in = ShippedBundles.class.getResourceAsStream("/bundles/" + model + ".zip")) {
      if (in == null) {
        throw unknown(model);
      }
      return new BundleReader().read("the shipped model " + model, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingException unknown(String model) {
    return new TrainingException(
        TrainingException.Kind.OPTIONS,
        "No model \"%s\" comes with the project, as flickr8k-attention does".formatted(model));
  }
}
