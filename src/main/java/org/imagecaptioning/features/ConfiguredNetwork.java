package org.imagecaptioning.features;

import java.util.regex.Pattern;
import org.imagecaptioning.names.Names;

/**
 * A network that is not in a bundle: the operator's configuration names its file. With the same
 * values here and the same input, the features are the same.
 *
 * @param name in the configuration, {@code captioning.encoders.NAME}
 * @param sha256 of the network's file, in hexadecimal
 * @param layer whose activations are the features
 * @param channelOrder in which the network takes the colours
 */
public record ConfiguredNetwork(
    String name, String sha256, String layer, ChannelOrder channelOrder) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ConfiguredNetwork {
    if (!Names.isOne(name)) {
      throw new IllegalArgumentException(
          "The name of an encoder matches %s, not \"%s\"".formatted(Names.FORM, name));
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "A SHA-256 is 64 digits 0-9 and a-f, not \"%s\"".formatted(sha256));
    }
  }
}
