package org.imagecaptioning.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.imagecaptioning.models.ModelStore;
import org.imagecaptioning.models.StoredModel;
import org.imagecaptioning.training.EncoderChoice;
import org.imagecaptioning.training.Origins;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whole models and their encoders, by the names that requests call them. */
@Component
class ModelBundles {

  private final ModelStore models;
  private final ConfiguredEncoders configured;

  ModelBundles(ModelStore models, ConfiguredEncoders configured) {
    this.models = models;
    this.configured = configured;
  }

  /** {@code name:version} of what is called {@code name} or {@code name:version}. */
  String selector(String model) {
    return models.find(model).description().selector();
  }

  /** The model that answers where a call names none. */
  String active() {
    return models.active().selector();
  }

  Bundle read(String selector) {
    StoredModel model = models.find(selector);
    try (InputStream in = model.open()) {
      return new BundleReader().read(selector, in.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException("The model " + selector + " cannot be read", failure);
    }
  }

  /** The models that a training builds on, by their selectors. */
  Origins origins(@Nullable String startFrom, List<String> teachers) {
    return new Origins(
        Optional.ofNullable(startFrom).map(this::read), teachers.stream().map(this::read).toList());
  }

  /** What an encoder is kept as that a request calls so: a model's with the model's version. */
  String encoderName(String choice) {
    return choice.equals(EncoderChoice.TINY) || configured.has(choice) ? choice : selector(choice);
  }

  /**
   * @param choice one of the configuration, {@link EncoderChoice#TINY}, or a model, whose encoder
   *     is taken
   */
  EncoderChoice encoder(String choice) {
    if (configured.has(choice)) {
      return EncoderChoice.configured(configured, choice);
    }
    return choice.equals(EncoderChoice.TINY)
        ? EncoderChoice.named(choice)
        : EncoderChoice.of(read(choice));
  }
}
