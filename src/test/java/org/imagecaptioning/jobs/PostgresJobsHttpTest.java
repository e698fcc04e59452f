package org.imagecaptioning.jobs;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class PostgresJobsHttpTest extends JobsHttpSuite {

  private PostgresServer server;

  @Override
  List<String> database() {
    server = PostgresServer.start();
    return List.of(
        "--spring.datasource.url=" + server.newDatabase(),
        "--spring.datasource.username=" + PostgresServer.USER);
  }

  @AfterAll
  void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
