package org.imagecaptioning.captions;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is kept of captioned images, so that the same image is not worked on twice.
 *
 * @param enabled whether anything is kept at all
 * @param features that the encoder gave, in bytes at most
 * @param captions in bytes at most
 */
@ConfigurationProperties("captioning.cache")
record CacheSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("64MB") DataSize features,
    @DefaultValue("16MB") DataSize captions) {

  CacheSettings {
    check("features", features);
    check("captions", captions);
  }

  private static void check(String name, DataSize size) {
    if (size.isNegative()) {
      throw new IllegalArgumentException(
          "captioning.cache.%s is 0 or more, as 64MB, not %s".formatted(name, size));
    }
  }
}
