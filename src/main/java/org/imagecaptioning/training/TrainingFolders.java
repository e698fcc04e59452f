package org.imagecaptioning.training;

import java.nio.file.Path;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.dl4j.NetworksSettings;

/**
 * Where a training keeps things; all are made if need be.
 *
 * @param features extracted features, shared by all trainings and evaluations
 * @param checkpoints of this training alone
 * @param natives what native libraries are unpacked to
 * @param networks encoders that no bundle brings
 */
public record TrainingFolders(
    Path features, Path checkpoints, Path natives, ConfiguredEncoders networks) {

  /** Where no encoders are configured. */
  public TrainingFolders(Path features, Path checkpoints, Path natives) {
    this(features, checkpoints, natives, new ConfiguredEncoders(NetworksSettings.none()));
  }

  /** The folders of a training under {@code captioning.home}, without configured encoders. */
  public static TrainingFolders in(Path home, String training) {
    return new TrainingFolders(
        home.resolve("features"),
        home.resolve("training").resolve(training),
        home.resolve("natives"));
  }

  /** The same with these configured encoders. */
  public TrainingFolders with(ConfiguredEncoders encoders) {
    return new TrainingFolders(features, checkpoints, natives, encoders);
  }
}
