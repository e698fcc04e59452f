package org.imagecaptioning.jobs;

import java.io.IOException;
import org.imagecaptioning.settings.DatabaseSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresJobsTest extends JobsSuite {

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  DatabaseSettings settings() {
    return new DatabaseSettings(server.newDatabase(), PostgresServer.USER, "");
  }
}
