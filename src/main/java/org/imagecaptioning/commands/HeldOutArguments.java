package org.imagecaptioning.commands;

import java.nio.file.Path;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.training.TrainingFolders;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The pictures by whose captions a model is judged, and how these are made. */
final class HeldOutArguments {

  @Option(names = "--dataset", required = true, paramLabel = "DIR", description = "Its folder.")
  private Path dataset = Path.of("");

  @Option(names = "--split", defaultValue = "val", description = "train, val or test.")
  private Split split = Split.VAL;

  @Option(names = "--threads", description = "At most as many processors are used.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--home",
      defaultValue = "captioning-data",
      description = "Where features are kept.")
  private Path home = Path.of("");

  @Mixin private DecodingArguments decoding = new DecodingArguments();

  Dataset dataset() {
    return DatasetReaders.read(dataset);
  }

  Split split() {
    return split;
  }

  int threads() {
    return threads;
  }

  TrainingFolders folders(Bundle model) {
    return TrainingFolders.in(home, model.manifest().name()).with(Configuration.encoders());
  }

  DecodingOptions decoding(Bundle model) {
    return decoding.over(model.manifest().decoding().options());
  }
}
