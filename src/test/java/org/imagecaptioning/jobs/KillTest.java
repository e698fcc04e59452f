package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  private static final String[] SETTINGS = {
    "--captioning.models.active=flickr8k-rnn", "--captioning.training.checkpoint-steps=20"
  };

  @TempDir private Path home;

  @Test
  void killedAtAnyMomentATrainingEndsWithTheVeryWeightsOfAnUndisturbedOne() throws IOException {
    DrawnDataset.write(home.resolve("datasets").resolve("drawn"), 300, 1);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      String killed = "killed-" + round;
      String undisturbed = "undisturbed-" + round;
      String job = null;
      for (int kill = 0; kill < KILLS; kill++) {
        try (ServiceProcess service = ServiceProcess.start(home, SETTINGS)) {
          if (job == null) {
            job = "/train/" + service.submit("/train", training(killed, round));
          }
          if (random.nextBoolean()) {
            long steps = random.nextLong(1, 150) + 150L * kill;
            service.await(job, now -> now.at("/step").asLong() >= steps);
          }
          service.killAfter(random.nextLong(1000));
        }
      }
      try (ServiceProcess service = ServiceProcess.start(home, SETTINGS)) {
        JsonNode ended = service.awaitEnd(job);
        assertThat(ended.at("/state").asString()).as(ended.toString()).isEqualTo("succeeded");
        assertThat(ended.at("/history")).hasSize(EPOCHS);
        String other = "/train/" + service.submit("/train", training(undisturbed, round));
        JsonNode calm = service.awaitEnd(other);

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
    DrawnDataset.write(home.resolve("datasets").resolve("drawn"), 60, 1);
    String id;
    try (ServiceProcess service = ServiceProcess.start(home, SETTINGS)) {
      id = service.submit("/train", training("kept", 1));
      service.kill();
    }
    try (ServiceProcess service = ServiceProcess.start(home, SETTINGS)) {
      JsonNode ended = service.awaitEnd("/train/" + id);
      assertThat(ended.at("/state").asString()).as(ended.toString()).isEqualTo("succeeded");
      assertThat(ended.at("/model/name").asString()).isEqualTo("kept");
    }
  }

  @Test
  void serviceThatIsToStopWritesACheckpointAndGoesOnWhenItIsStartedAgain() throws IOException {
    DrawnDataset.write(home.resolve("datasets").resolve("drawn"), 300, 1);
    String job;
    long steps;
    try (ServiceProcess service = ServiceProcess.start(home, SETTINGS)) {
      job = "/train/" + service.submit("/train", training("stopped", 1));
      steps = service.await(job, now -> now.at("/step").asLong() > 30).at("/step").asLong();
      service.terminate();
    }
    try (ServiceProcess service = ServiceProcess.start(home, SETTINGS)) {
      JsonNode again = service.await(job, now -> now.at("/attempts").asInt() == 2);
      assertThat(again.at("/step").asLong()).isGreaterThanOrEqualTo(steps);
      assertThat(service.awaitEnd(job).at("/state").asString()).isEqualTo("succeeded");
    }
  }

  private static final int EPOCHS = 40;

  /** About 19 steps an epoch where there are 300 pictures. */
  private static String training(String name, int seed) {
    return """
        {"dataset": "drawn", "name": "%s", "encoder": "tiny", "cell": "lstm", "embedding": 48,
         "hidden": 96, "minimumCount": 1, "epochs": %d, "patience": 0, "batchSize": 32,
         "learningRate": 0.003, "seed": %d}"""
        .formatted(name, EPOCHS, seed);
  }

  private Bundle bundle(String name) {
    return new BundleReader().read(home.resolve("models").resolve(name).resolve("1.zip"));
  }

  private static double[] losses(JsonNode job) {
    return job.at("/history").valueStream().mapToDouble(e -> e.at("/loss").asDouble()).toArray();
  }
}
