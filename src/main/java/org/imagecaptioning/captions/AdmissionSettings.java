package org.imagecaptioning.captions;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is taken on at a time. What is more is refused at once.
 *
 * @param concurrency images that are worked on at once; 0, the default, follows the processors
 * @param queue work that may wait, as the time it takes when it is shared out; while more keeps
 *     coming, no longer than a quarter of what an image takes
 * @param requests that are worked on or wait
 * @param deadline how long a request waits for its work to begin
 */
@ConfigurationProperties("captioning.admission")
record AdmissionSettings(
    @DefaultValue("0") int concurrency,
    @DefaultValue("1s") Duration queue,
    @DefaultValue("100") int requests,
    @DefaultValue("5s") Duration deadline) {

  private static final int MOST = 1024;
  private static final Duration LONGEST = Duration.ofDays(1);

  AdmissionSettings {
    between("concurrency", concurrency, 0, MOST);
    between("requests", requests, 1, Integer.MAX_VALUE);
    upToADay("queue", queue);
    upToADay("deadline", deadline);
    if (concurrency == 0) {
      concurrency = Runtime.getRuntime().availableProcessors();
    }
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "captioning.admission.%s is between %d and %d, not %d"
              .formatted(name, least, most, value));
    }
  }

  private static void upToADay(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "captioning.admission.%s is 0 to 1 day, as 5s, not %s".formatted(name, value));
    }
  }
}
