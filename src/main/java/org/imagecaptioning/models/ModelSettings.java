package org.imagecaptioning.models;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which models are loaded.
 *
 * @param active the model of requests that name none, as {@code name} or {@code name:version};
 *     loaded at start, whatever it takes
 * @param memory what all other models together may take while they are loaded
 */
@ConfigurationProperties("captioning.models")
public record ModelSettings(
    @DefaultValue("flickr8k-lstm") String active, @DefaultValue("512MB") DataSize memory) {

  public ModelSettings {
    if (active.isBlank()) {
      throw new IllegalArgumentException(
          "captioning.models.active names a model, as flickr8k-lstm or flickr8k-lstm:1");
    }
    if (memory.isNegative()) {
      throw new IllegalArgumentException("captioning.models.memory is at least 0B, not " + memory);
    }
  }
}
