package org.imagecaptioning.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How quickly bodies of requests have to come, {@code captioning.bodies.*}.
 *
 * @param window of waiting in which so much has to come; what the service itself takes is no
 *     waiting
 * @param least what has to come in it; 0 for nothing
 */
@ConfigurationProperties("captioning.bodies")
record BodySettings(@DefaultValue("20s") Duration window, @DefaultValue("20KB") DataSize least) {

  BodySettings {
    if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "captioning.bodies.window is from 1ms to 1d, not " + window);
    }
    if (least.isNegative()) {
      throw new IllegalArgumentException(
          "captioning.bodies.least is a number of bytes, or 0 for no limit, not " + least);
    }
  }
}
