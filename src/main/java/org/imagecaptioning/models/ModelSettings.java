package org.imagecaptioning.models;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which models are loaded.
 *
 * @param active the model that is used where a request names none, as {@code name} or {@code
 *     name:version}
 * @param memory what the weights of models loaded on demand may take; the active model does not
 *     count
 */
@ConfigurationProperties("captioning.models")
record ModelSettings(
    @DefaultValue("flickr8k-lstm") String active, @DefaultValue("512MB") DataSize memory) {

  ModelSettings {
    if (memory.isNegative()) {
      throw new IllegalArgumentException(
          "captioning.models.memory is 0 or more, as 512MB, not " + memory);
    }
  }
}
