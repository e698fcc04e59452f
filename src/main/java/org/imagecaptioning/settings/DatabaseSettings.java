package org.imagecaptioning.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where jobs are kept, {@code spring.datasource.*} by the names that operators know.
 *
 * @param url {@code jdbc:postgresql:...} or {@code jdbc:h2:...}; if absent, H2 in a file under
 *     {@code captioning.home}
 * @param username of the database
 * @param password of the database
 */
@ConfigurationProperties("spring.datasource")
public record DatabaseSettings(
    @Nullable String url, @DefaultValue("") String username, @DefaultValue("") String password) {

  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";

  public DatabaseSettings {
    if (url != null && !url.startsWith(POSTGRESQL) && !url.startsWith(H2)) {
      throw new IllegalArgumentException(
          "spring.datasource.url begins with %s or %s, not %s"
              .formatted(POSTGRESQL, H2, url.replaceFirst("[?;].*", "")));
    }
  }

  /** Whether processes on several machines may use it at once. */
  public boolean isShared() {
    return url != null && url.startsWith(POSTGRESQL);
  }

  /** H2 in a file: a commit is on its way to the disk before it returns. */
  public static String fileUrl(Path home) {
    // What H2 would write of its faults into a file of its own, the log has.
    return H2
        + "file:"
        + home.resolve("database").resolve("jobs")
        + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
  }

  /** The folder of the migrations for this database. */
  public static String vendor(String url) {
    return url.startsWith(POSTGRESQL) ? "postgresql" : "h2";
  }
}
