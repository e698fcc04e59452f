package org.imagecaptioning.training;

import java.nio.file.Path;

/**
 * Where a training keeps things; all are made if need be.
 *
 * @param features extracted features, shared by all trainings and evaluations
 * @param checkpoints of this training alone
 * @param natives what native libraries are unpacked to
 */
public record TrainingFolders(Path features, Path checkpoints, Path natives) {

  /** The folders of a training under {@code captioning.home}. */
  public static TrainingFolders in(Path home, String training) {
    return new TrainingFolders(
        home.resolve("features"),
        home.resolve("training").resolve(training),
        home.resolve("natives"));
  }
}
