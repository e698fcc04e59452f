package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Services that share PostgreSQL and a home. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReplicasTest {

  @TempDir private Path folder;

  private PostgresServer server;
  private String database;
  private Path home;

  @BeforeEach
  void start() throws IOException {
    server = PostgresServer.start();
    database = server.newDatabase();
    home = folder.resolve("home");
    DrawnDataset.write(folder.resolve("pictures/drawn"), 200, 1);
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void jobsOfAServiceThatDiedAreTakenUpByAnother() {
    try (ServiceProcess survivor = service("all")) {
      String one;
      String two;
      try (ServiceProcess service = service("all")) {
        service.calls().register("drawn", "drawn");
        // One of each: both services work.
        one = service.calls().submit("/train", training("one", ""));
        two = service.calls().submit("/train", training("two", ""));
        for (String each : List.of(one, two)) {
          service.calls().await(each, now -> now.at("/step").asLong() > 30);
        }
        service.kill();
      }
      JsonNode first = survivor.calls().awaitEnd(one, "succeeded");
      JsonNode second = survivor.calls().awaitEnd(two, "succeeded");

      assertThat(first.at("/attempts").asInt() + second.at("/attempts").asInt()).isEqualTo(3);
      assertThat(bundle("one").parameters()).isEqualTo(bundle("two").parameters());
    }
  }

  @Test
  void workersTrainWhatServersActivateAndCaptionWith() {
    try (ServiceProcess front = service("serve");
        ServiceProcess worker = service("train");
        ServiceProcess spare = service("train")) {
      front.calls().register("drawn", "drawn");
      String job = front.calls().submit("/train", training("mine", "\"activate\": \"always\""));
      JsonNode ended = front.calls().awaitEnd(job, "succeeded");

      assertThat(ended.at("/attempts").asInt()).isEqualTo(1);
      assertThat(List.of(worker.log(), spare.log()).stream().filter(log -> log.contains(" begins")))
          .as("one of the two, once")
          .hasSize(1);
      assertThat(front.log()).doesNotContain(" begins");
      for (ServiceProcess each : List.of(front, worker, spare)) {
        HttpCalls.patiently().until(() -> active(each.calls()).equals("mine:1"));
      }

      assertThat(activate(spare.calls(), "flickr8k-rnn")).isEqualTo(200);
      for (ServiceProcess each : List.of(front, worker)) {
        HttpCalls.patiently().until(() -> active(each.calls()).equals("flickr8k-rnn:1"));
      }
      HttpCalls.assertProblem(
          worker.calls().post("/captions", "{}"),
          421,
          "misdirected-request",
          "captioning.role=train");
    }
  }

  private ServiceProcess service(String role) {
    List<String> settings = new ArrayList<>(List.of(server.settings(database)));
    settings.add("--captioning.role=" + role);
    settings.add("--captioning.datasets.root=" + folder.resolve("pictures"));
    settings.add("--captioning.models.active=flickr8k-rnn");
    settings.add("--captioning.training.checkpoint-steps=20");
    settings.add("--captioning.training.threads=1");
    ServiceProcess service = ServiceProcess.start(home, settings.toArray(new String[0]));
    service.calls().awaitDatabase();
    return service;
  }

  private static String training(String name, String more) {
    return Trainings.body("drawn", name, 60, more);
  }

  private Bundle bundle(String name) {
    return new BundleReader().read(home.resolve("models").resolve(name).resolve("1.zip"));
  }

  private static String active(HttpCalls calls) {
    return calls.get("/actuator/health").at("/components/activeModel/details/model").asString();
  }

  private static int activate(HttpCalls calls, String name) {
    String body = "{\"name\": \"%s\", \"version\": \"1\"}".formatted(name);
    return calls
        .send(
            HttpRequest.newBuilder(calls.uri("/models/active"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)))
        .statusCode();
  }
}
