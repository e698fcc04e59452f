package org.imagecaptioning.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many calls one caller may make, {@code captioning.limits.*}. Documentation, health and
 * metrics do not count.
 *
 * @param perKey calls of one key in a period; 0 for any number
 * @param perAddress calls of one address that show no known key in a period; 0 for any number
 * @param period in which that many calls may be made, all at once or one by one
 */
@ConfigurationProperties("captioning.limits")
record LimitSettings(
    @DefaultValue("0") int perKey,
    @DefaultValue("0") int perAddress,
    @DefaultValue("1m") Duration period) {

  LimitSettings {
    requireCount("per-key", perKey);
    requireCount("per-address", perAddress);
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "captioning.limits.period is from 1s to 1d, not " + period);
    }
  }

  /** Whether there is any limit. */
  boolean any() {
    return perKey > 0 || perAddress > 0;
  }

  private static void requireCount(String name, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "captioning.limits.%s is a number of calls, or 0 for any number, not %d"
              .formatted(name, count));
    }
  }
}
