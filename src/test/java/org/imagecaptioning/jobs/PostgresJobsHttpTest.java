package org.imagecaptioning.jobs;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

class PostgresJobsHttpTest extends JobsHttpSuite {

  private PostgresServer server;

  @Override
  String[] database() {
    server = PostgresServer.start();
    return server.settings(server.newDatabase());
  }

  @AfterAll
  void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
