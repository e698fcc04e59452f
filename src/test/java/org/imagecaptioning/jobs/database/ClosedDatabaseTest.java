package org.imagecaptioning.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.imagecaptioning.jobs.HttpCalls;
import org.imagecaptioning.settings.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClosedDatabaseTest {

  @TempDir private Path home;

  /** As H2 does where the disk is full. */
  @Test
  void databaseThatHasClosedItselfIsOpenedAnew() {
    try (JobDatabase database = new JobDatabase(new DatabaseSettings(null, "", ""), home)) {
      database.open();
      HttpCalls.patiently().until(database::answers);
      assertThat(rows(database)).isZero();

      assertThatThrownBy(
              () ->
                  database.read(
                      client -> {
                        client.sql("shutdown immediately").update();
                        return rows(client);
                      }))
          .isInstanceOf(DatabaseDownException.class);

      assertThat(rows(database)).isZero();
    }
  }

  private static long rows(JobDatabase database) {
    return database.read(ClosedDatabaseTest::rows);
  }

  private static long rows(JdbcClient client) {
    return client.sql("select count(*) from job").query(Long.class).single();
  }
}
