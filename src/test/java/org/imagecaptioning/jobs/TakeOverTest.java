package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two services that share PostgreSQL and the folders that jobs work with. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TakeOverTest {

  private static final List<String> SHARED = List.of("datasets", "features", "jobs", "models");

  @TempDir private Path folder;

  @Test
  void jobOfAServiceThatDiedIsTakenUpByAnother() throws IOException {
    DrawnDataset.write(folder.resolve("pictures/drawn"), 200, 1);
    Path home = folder.resolve("one");
    Path other = Files.createDirectories(folder.resolve("other"));
    for (String name : SHARED) {
      Files.createSymbolicLink(other.resolve(name), Files.createDirectories(home.resolve(name)));
    }
    try (PostgresServer server = PostgresServer.start()) {
      String[] settings = settings(server.settings(server.newDatabase()));
      try (ServiceProcess survivor = ServiceProcess.start(other, settings)) {
        String job;
        String waiting;
        try (ServiceProcess service = ServiceProcess.start(home, settings)) {
          service.calls().register("drawn", "drawn");
          // One of each: both services work.
          job = service.calls().submit("/train", training("one"));
          waiting = service.calls().submit("/train", training("two"));
          for (String each : List.of(job, waiting)) {
            service.calls().await(each, now -> now.at("/step").asLong() > 30);
          }
          service.kill();
        }
        JsonNode first = survivor.calls().awaitEnd(job, "succeeded");
        JsonNode second = survivor.calls().awaitEnd(waiting, "succeeded");

        assertThat(first.at("/attempts").asInt() + second.at("/attempts").asInt()).isEqualTo(3);
        assertThat(bundle(home, "one").parameters()).isEqualTo(bundle(home, "two").parameters());
      }
    }
  }

  private String[] settings(String[] database) {
    List<String> settings = new ArrayList<>(List.of(database));
    settings.add("--captioning.datasets.root=" + folder.resolve("pictures"));
    settings.add("--captioning.models.active=flickr8k-rnn");
    settings.add("--captioning.training.checkpoint-steps=20");
    return settings.toArray(new String[0]);
  }

  private static String training(String name) {
    return Trainings.body("drawn", name, 60, "");
  }

  private static Bundle bundle(Path home, String name) {
    return new BundleReader().read(home.resolve("models").resolve(name).resolve("1.zip"));
  }
}
