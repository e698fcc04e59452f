package org.imagecaptioning.jobs;

import java.time.Duration;
import org.imagecaptioning.settings.Role;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What trainings and evaluations may take of this process, {@code captioning.training.*}.
 *
 * @param concurrency trainings at a time; 0 for a process that takes none up
 * @param threads of each training and evaluation; 0 for half of the processors, so that captions
 *     keep the others, or for all of them where nothing is captioned
 * @param checkpointSteps after how many steps a checkpoint is written
 * @param checkpointInterval or after how long, whichever is sooner
 * @param checkpointsKept the newest of a job
 */
@ConfigurationProperties("captioning.training")
record TrainingSettings(
    @DefaultValue("1") int concurrency,
    @DefaultValue("0") int threads,
    @DefaultValue("500") int checkpointSteps,
    @DefaultValue("1m") Duration checkpointInterval,
    @DefaultValue("2") int checkpointsKept) {

  TrainingSettings {
    check("concurrency", concurrency, 0, 64);
    check("threads", threads, 0, 1024);
    check("checkpoint-steps", checkpointSteps, 1, 1_000_000_000);
    check("checkpoints-kept", checkpointsKept, 1, 1000);
    if (checkpointInterval.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException(
          "captioning.training.checkpoint-interval must be at least 10ms, not "
              + checkpointInterval);
    }
  }

  /** Threads of each training and evaluation in a process of this role. */
  int threads(Role role) {
    int processors = Runtime.getRuntime().availableProcessors();
    return threads > 0 ? threads : role.captions() ? Math.max(1, processors / 2) : processors;
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "captioning.training.%s must be from %d to %d, not %d"
              .formatted(name, least, most, value));
    }
  }
}
