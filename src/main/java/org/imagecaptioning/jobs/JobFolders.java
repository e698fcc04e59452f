package org.imagecaptioning.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.training.TrainingFolders;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Where jobs keep what lies between two attempts. */
@Component
class JobFolders {

  private final CaptioningHome home;
  private final ConfiguredEncoders encoders;

  JobFolders(CaptioningHome home, ConfiguredEncoders encoders) {
    this.home = home;
    this.encoders = encoders;
  }

  TrainingFolders of(Job job) {
    return new TrainingFolders(
        home.directory("features"), checkpoints(job), home.natives(), encoders);
  }

  /** For what leaves no checkpoints. */
  TrainingFolders ofNone() {
    return new TrainingFolders(
        home.directory("features"), home.path().resolve("jobs"), home.natives(), encoders);
  }

  void delete(Job job) {
    try {
      FileSystemUtils.deleteRecursively(checkpoints(job));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path checkpoints(Job job) {
    return home.path().resolve("jobs").resolve(job.id());
  }
}
