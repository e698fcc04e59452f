package org.imagecaptioning.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.models.CaptioningHome;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.springframework.stereotype.Component;

/** The folders in {@code datasets} of the home. */
@Component
class HomeDatasets implements DatasetSource {

  private final CaptioningHome home;

  HomeDatasets(CaptioningHome home) {
    this.home = home;
  }

  @Override
  public Dataset open(String name) {
    Path folder = home.path().resolve("datasets");
    if (!Manifest.NAME.matcher(name).matches() || !Files.isDirectory(folder.resolve(name))) {
      throw new ProblemException(
          ProblemType.UNKNOWN_DATASET, "There is no data set '%s'.".formatted(name));
    }
    return DatasetReaders.read(folder.resolve(name));
  }
}
