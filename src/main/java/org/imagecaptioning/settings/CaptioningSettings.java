package org.imagecaptioning.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the service, {@code captioning.*}.
 *
 * @param home the folder that holds everything the service writes
 * @param role what this process does of what the service does
 * @param selfCheckInterval how long after one caption of the built-in picture the next one is made
 * @param requests what a call on /captions may carry
 */
@ConfigurationProperties("captioning")
public record CaptioningSettings(
    @DefaultValue("captioning-data") Path home,
    @DefaultValue("all") Role role,
    @DefaultValue("30s") Duration selfCheckInterval,
    @DefaultValue Requests requests) {

  public CaptioningSettings {
    home = home.toAbsolutePath().normalize();
    if (selfCheckInterval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "captioning.self-check-interval must be at least 1s, not " + selfCheckInterval);
    }
  }

  /**
   * What a call on /captions may carry.
   *
   * @param maxBytes of the body, counted as it comes in
   * @param maxImages in one call
   */
  public record Requests(
      @DefaultValue("100MB") DataSize maxBytes, @DefaultValue("32") int maxImages) {

    public Requests {
      if (maxBytes.toBytes() < 1) {
        throw new IllegalArgumentException(
            "captioning.requests.max-bytes must be at least 1B, not " + maxBytes);
      }
      if (maxImages < 1) {
        throw new IllegalArgumentException(
            "captioning.requests.max-images must be at least 1, not " + maxImages);
      }
    }
  }
}
