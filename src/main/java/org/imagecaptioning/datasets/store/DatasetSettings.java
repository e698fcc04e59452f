package org.imagecaptioning.datasets.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How datasets come in.
 *
 * @param maxBytes of an upload, counted as it comes in
 * @param root folder below which folders may be registered in place; none may if it is not set
 * @param checkThreads that look at the pictures of datasets as they come, beside the calls
 */
@ConfigurationProperties("captioning.datasets")
public record DatasetSettings(
    @DefaultValue("20GB") DataSize maxBytes,
    @Nullable Path root,
    @DefaultValue("2") int checkThreads) {

  public DatasetSettings {
    if (maxBytes.toBytes() < 1) {
      throw new IllegalArgumentException(
          "captioning.datasets.max-bytes must be at least 1B, not " + maxBytes);
    }
    if (checkThreads < 1) {
      throw new IllegalArgumentException(
          "captioning.datasets.check-threads must be at least 1, not " + checkThreads);
    }
  }
}
