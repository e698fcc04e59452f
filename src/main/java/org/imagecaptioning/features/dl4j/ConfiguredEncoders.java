package org.imagecaptioning.features.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.features.EncoderException;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.hashes.Sha256;

/** The encoders that the operator's configuration names. DL4J is loaded when one is opened. */
public final class ConfiguredEncoders {

  private final Map<String, NetworkSettings> networks;

  public ConfiguredEncoders(NetworksSettings settings) {
    this.networks = settings.encoders();
  }

  /** Whether there is an encoder of that name. */
  public boolean has(String name) {
    return networks.containsKey(name);
  }

  /**
   * What a bundle says of the encoder instead of bringing it. Reads its file.
   *
   * @throws EncoderException if there is none of that name, or its file cannot be read
   */
  public ConfiguredNetwork describe(String name) {
    NetworkSettings settings = settings(name);
    return new ConfiguredNetwork(
        name, sha256(settings.file()), settings.layer(), settings.channelOrder());
  }

  /**
   * Opens an encoder and runs it once.
   *
   * @throws EncoderException if there is none of that name, or it cannot be opened or run
   */
  public Dl4jFeatureExtractor open(String name) {
    NetworkSettings settings = settings(name);
    try {
      return new Dl4jFeatureExtractor(name, settings, NetworkFile.read(settings));
    } catch (EncoderException failure) {
      throw new EncoderException(
          "captioning.encoders.%s: %s".formatted(name, failure.getMessage()), failure);
    }
  }

  /**
   * Opens the encoder that a bundle was made with.
   *
   * @throws EncoderException if what is configured is not that one
   */
  public Dl4jFeatureExtractor open(ConfiguredNetwork wanted, EncoderInput input) {
    NetworkSettings settings = settings(wanted.name());
    ConfiguredNetwork found = describe(wanted.name());
    check(wanted, "SHA-256 of the file", wanted.sha256(), found.sha256());
    check(wanted, "layer", wanted.layer(), found.layer());
    check(wanted, "channel order", wanted.channelOrder(), found.channelOrder());
    check(wanted, "input", input, settings.input());
    return open(wanted.name());
  }

  private NetworkSettings settings(String name) {
    NetworkSettings settings = networks.get(name);
    if (settings == null) {
      throw new EncoderException(
          "There is no encoder '%s' in the configuration (captioning.encoders.%s); there %s"
              .formatted(
                  name,
                  name,
                  networks.isEmpty()
                      ? "are none"
                      : "is " + String.join(", ", new TreeSet<>(networks.keySet()))));
    }
    return settings;
  }

  private static <T> void check(ConfiguredNetwork network, String what, T wanted, T found) {
    if (!wanted.equals(found)) {
      throw new EncoderException(
          "captioning.encoders.%s is not the encoder that the model was trained with: the %s was %s, and is %s"
              .formatted(network.name(), what, wanted, found));
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    } catch (IOException failure) {
      throw new EncoderException("%s cannot be read: %s".formatted(file, failure), failure);
    }
  }
}
