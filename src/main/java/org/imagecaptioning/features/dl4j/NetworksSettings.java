package org.imagecaptioning.features.dl4j;

import java.util.Map;
import org.imagecaptioning.names.Names;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The networks of the operator's, {@code captioning.encoders.*}.
 *
 * @param encoders by their names
 */
@ConfigurationProperties("captioning")
public record NetworksSettings(@DefaultValue Map<String, NetworkSettings> encoders) {

  public NetworksSettings {
    encoders = Map.copyOf(encoders);
    for (String name : encoders.keySet()) {
      if (!Names.isOne(name)) {
        throw new IllegalArgumentException(
            "A name in captioning.encoders matches %s, not \"%s\"".formatted(Names.FORM, name));
      }
    }
  }

  /** Of a service that was told of none. */
  public static NetworksSettings none() {
    return new NetworksSettings(Map.of());
  }
}
