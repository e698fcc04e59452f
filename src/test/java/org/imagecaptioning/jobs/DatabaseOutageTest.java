package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.jobs.HttpCalls.assertProblem;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagecaptioning.LogEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DatabaseOutageTest {

  @TempDir private Path folder;

  @Test
  void captionsGoOnWithoutTheDatabaseAndJobsGoOnWhenItComesBack() throws IOException {
    try (PostgresServer server = PostgresServer.start();
        JobsService service = new JobsService(folder, server.settings(server.newDatabase()));
        LogEvents log = new LogEvents(Logger.ROOT_LOGGER_NAME)) {
      HttpCalls calls = service.calls();
      service.draw("drawn", 100);
      calls.awaitDatabase();
      String job = calls.submit("/train", Trainings.endless("drawn", "endless"));
      long steps = calls.await(job, now -> now.at("/step").asLong() > 20).at("/step").asLong();

      server.down();

      assertUnavailable(calls.send(HttpRequest.newBuilder(calls.uri("/train"))));
      assertUnavailable(calls.send(HttpRequest.newBuilder(calls.uri(job))));
      assertUnavailable(calls.post("/train", Trainings.quick("drawn", "later", "")));
      assertUnavailable(calls.delete("/datasets/drawn"));
      assertThat(caption(service).statusCode()).isEqualTo(200);
      assertThat(calls.get("/actuator/health/readiness").at("/status").asString()).isEqualTo("UP");
      assertThat(calls.get("/actuator/health").at("/components/jobs/details/database").asString())
          .isEqualTo("does not answer");

      server.up();

      HttpCalls.patiently()
          .until(() -> calls.send(HttpRequest.newBuilder(calls.uri(job))).statusCode() == 200);
      calls.await(job, now -> now.at("/step").asLong() > steps + 200);
      calls.delete(job);
      calls.awaitEnd(job, "cancelled");
      calls.awaitEnd(calls.submit("/train", Trainings.quick("drawn", "later", "")), "succeeded");
      assertOutageIsToldWithoutStacks(log);
    }
  }

  @Test
  void serviceStartsWithoutItsDatabaseAndJobsComeWithIt() throws IOException {
    try (PostgresServer server = PostgresServer.start()) {
      String[] settings = server.settings(server.newDatabase());
      server.down();
      try (JobsService service = new JobsService(folder, settings)) {
        HttpCalls calls = service.calls();
        service.draw("drawn", 100);
        assertThat(caption(service).statusCode()).isEqualTo(200);
        assertThat(calls.get("/actuator/health/readiness").at("/status").asString())
            .isEqualTo("UP");
        assertUnavailable(calls.post("/train", Trainings.quick("drawn", "first", "")));

        server.up();

        HttpCalls.patiently()
            .until(
                () -> calls.send(HttpRequest.newBuilder(calls.uri("/train"))).statusCode() == 200);
        calls.awaitEnd(calls.submit("/train", Trainings.quick("drawn", "first", "")), "succeeded");
      }
    }
  }

  private static void assertOutageIsToldWithoutStacks(LogEvents log) {
    assertThat(log.messages())
        .noneMatch(message -> message.contains("Will keep running"))
        .noneMatch(message -> message.contains("marked as broken"));
    assertThat(log.messages())
        .filteredOn(message -> message.startsWith("The database of the jobs"))
        .anySatisfy(told -> assertThat(told).contains("does not answer"))
        .last()
        .asString()
        .contains("answers again after");
  }

  private static void assertUnavailable(HttpResponse<String> response) {
    assertProblem(response, 503, "unavailable", "The database of the jobs does not answer");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
  }

  private static HttpResponse<String> caption(JobsService service) throws IOException {
    try (Stream<Path> images = Files.list(service.pictures().resolve("drawn/images"))) {
      byte[] picture = Files.readAllBytes(images.findFirst().orElseThrow());
      return service
          .calls()
          .send(
              HttpRequest.newBuilder(service.calls().uri("/captions"))
                  .POST(BodyPublishers.ofByteArray(picture)));
    }
  }
}
