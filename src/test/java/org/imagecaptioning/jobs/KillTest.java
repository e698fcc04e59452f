package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the service as {@code kill -9} does, and starts it again. {@code -Dkill.rounds=20} makes it
 * do so more often, {@code -Dkill.seed} at other moments.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KillTest {

  private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
  private static final long SEED = Long.getLong("kill.seed", 1);
  private static final int KILLS = Integer.getInteger("kill.kills", 3);

  @TempDir private Path home;

  @Test
  void killedAtAnyMomentATrainingEndsWithTheVeryWeightsOfAnUndisturbedOne() throws IOException {
    draw(300);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      String killed = "killed-" + round;
      String undisturbed = "undisturbed-" + round;
      String job = null;
      for (int kill = 0; kill < KILLS; kill++) {
        try (ServiceProcess service = start()) {
          if (job == null) {
            job = submit(service, training(killed, round));
          }
          if (random.nextBoolean()) {
            long steps = random.nextLong(1, 90) + 90L * kill;
            service.calls().await(job, now -> now.at("/step").asLong() >= steps || isOver(now));
          }
          service.killAfter(random.nextLong(1000));
        }
      }
      try (ServiceProcess service = start()) {
        JsonNode ended = service.calls().awaitEnd(job, "succeeded");
        assertThat(ended.at("/history")).hasSize(EPOCHS);
        String other = submit(service, training(undisturbed, round));
        JsonNode calm = service.calls().awaitEnd(other, "succeeded");

        Bundle model = bundle(killed);
        assertThat(model.parameters()).isEqualTo(bundle(undisturbed).parameters());
        assertThat(model.manifest().scores()).isEqualTo(bundle(undisturbed).manifest().scores());
        assertThat(losses(ended)).isEqualTo(losses(calm));
        service.terminate();
      }
    }
  }

  @Test
  void jobThatWasAnsweredForIsThereThoughTheServiceDiedAtOnce() throws IOException {
    draw(60);
    String job;
    try (ServiceProcess service = start()) {
      job = submit(service, training("kept", 1));
      service.kill();
    }
    try (ServiceProcess service = start()) {
      JsonNode ended = service.calls().awaitEnd(job, "succeeded");
      assertThat(ended.at("/model/name").asString()).isEqualTo("kept");
    }
  }

  @Test
  void serviceThatIsToStopWritesACheckpointAndGoesOnWhenItIsStartedAgain() throws IOException {
    draw(300);
    String job;
    long steps;
    try (ServiceProcess service = start()) {
      job = submit(service, training("stopped", 1));
      steps = service.calls().await(job, now -> now.at("/step").asLong() > 30).at("/step").asLong();
      service.terminate();
    }
    try (ServiceProcess service = start()) {
      JsonNode again = service.calls().await(job, now -> now.at("/attempts").asInt() == 2);
      assertThat(again.at("/step").asLong()).isGreaterThanOrEqualTo(steps);
      service.calls().awaitEnd(job, "succeeded");
    }
  }

  private static final int EPOCHS = 40;

  /** Where the machine is quick, it may be done before the last kill. */
  private static boolean isOver(JsonNode job) {
    return job.at("/state").asString().equals("succeeded");
  }

  /** 8 steps an epoch where there are 300 pictures. */
  private static String training(String name, int seed) {
    return """
        {"dataset": "drawn", "name": "%s", "encoder": "tiny", "cell": "lstm", "embedding": 48,
         "hidden": 96, "minimumCount": 1, "epochs": %d, "patience": 0, "batchSize": 32,
         "learningRate": 0.003, "seed": %d}"""
        .formatted(name, EPOCHS, seed);
  }

  private void draw(int images) throws IOException {
    DrawnDataset.write(
        Files.createDirectories(home.resolve("pictures")).resolve("drawn"), images, 1);
  }

  private ServiceProcess start() {
    return ServiceProcess.start(
        home.resolve("home"),
        "--captioning.datasets.root=" + home.resolve("pictures"),
        "--captioning.models.active=flickr8k-rnn",
        "--captioning.training.checkpoint-steps=20");
  }

  private static String submit(ServiceProcess service, String training) {
    if (service.calls().get("/datasets").at("/datasets").isEmpty()) {
      service.calls().register("drawn", "drawn");
    }
    return service.calls().submit("/train", training);
  }

  private Bundle bundle(String name) {
    return new BundleReader().read(home.resolve("home/models").resolve(name).resolve("1.zip"));
  }

  private static double[] losses(JsonNode job) {
    return job.at("/history").valueStream().mapToDouble(e -> e.at("/loss").asDouble()).toArray();
  }
}
