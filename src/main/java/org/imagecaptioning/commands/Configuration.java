package org.imagecaptioning.commands;

import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.dl4j.NetworksSettings;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

/** The operator's settings, read as the service reads them, without starting it. */
final class Configuration {

  private Configuration() {}

  /** Those of {@code captioning.encoders}. */
  static ConfiguredEncoders encoders() {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return new ConfiguredEncoders(
        Binder.get(environment).bindOrCreate("captioning", NetworksSettings.class));
  }
}
