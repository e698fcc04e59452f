package org.imagecaptioning.models;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which models are loaded.
 *
 * @param active the model that is used where a request names none, as {@code name} or {@code
 *     name:version}, until another one is activated; {@value #DEFAULT_ACTIVE} if it is not set
 * @param memory what the weights of models loaded on demand may take; the active model does not
 *     count, nor do the two of an activation
 * @param maxBytes of a bundle that is uploaded
 */
@ConfigurationProperties("captioning.models")
record ModelSettings(
    @Nullable String active,
    @DefaultValue("512MB") DataSize memory,
    @DefaultValue("512MB") DataSize maxBytes) {

  static final String DEFAULT_ACTIVE = "flickr8k-attention";

  ModelSettings {
    active = active == null || active.isBlank() ? null : active;
    if (memory.isNegative()) {
      throw new IllegalArgumentException(
          "captioning.models.memory is 0 or more, as 512MB, not " + memory);
    }
    if (maxBytes.toBytes() < 1) {
      throw new IllegalArgumentException(
          "captioning.models.max-bytes is at least 1B, as 512MB, not " + maxBytes);
    }
  }

  String activeOrDefault() {
    return active == null ? DEFAULT_ACTIVE : active;
  }
}
