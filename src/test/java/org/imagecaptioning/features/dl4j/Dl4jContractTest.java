package org.imagecaptioning.features.dl4j;

import java.nio.file.Path;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.tck.FeatureExtractorContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Networks of Keras and of DL4J pass what every encoder has to pass. */
class Dl4jContractTest {

  @Nested
  class GridOfKeras extends FeatureExtractorContract {
    @Override
    protected FeatureExtractor open() {
      return Networks.open(Networks.functional("pool"));
    }
  }

  @Nested
  class VectorOfKeras extends FeatureExtractorContract {
    @Override
    protected FeatureExtractor open() {
      return Networks.open(Networks.sequential("fc1"));
    }
  }

  @Nested
  class GridOfDl4j extends FeatureExtractorContract {

    @TempDir private Path folder;

    @Override
    protected FeatureExtractor open() {
      Path file = Networks.write(Networks.small(), folder.resolve("small.zip"));
      return Networks.open(Networks.small(file, "grid"));
    }
  }
}
