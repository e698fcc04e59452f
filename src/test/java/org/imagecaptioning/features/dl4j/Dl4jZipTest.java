package org.imagecaptioning.features.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of DL4J's own, from its file, against the same network in memory. */
class Dl4jZipTest {

  private static final Picture PICTURE = picture();

  @TempDir private Path folder;
  private MultiLayerNetwork network;

  @BeforeEach
  void make() {
    network = Networks.small();
  }

  @Test
  void gridIsRowByRowWithItsChannelsTogether() {
    INDArray grid = network.feedForward(input()).get(1); // (1, 2, 4, 6)

    Features features = extract("grid");

    assertThat(features.places()).isEqualTo(24);
    assertThat(features.depth()).isEqualTo(2);
    for (int place = 0; place < 24; place++) {
      for (int d = 0; d < 2; d++) {
        assertThat(features.values()[2 * place + d])
            .isEqualTo(grid.getFloat(0, d, place / 6, place % 6));
      }
    }
  }

  @Test
  void vectorIsOnePlace() {
    Features features = extract("layer1"); // what DL4J calls it

    assertThat(features.places()).isEqualTo(1);
    assertThat(features.values()).isEqualTo(network.output(input()).toFloatVector());
  }

  @Test
  void graphIsReadAsWell() {
    Path file = Networks.write(network.toComputationGraph(), folder.resolve("graph.zip"));
    try (FeatureExtractor encoder = Networks.open(Networks.small(file, "0"))) {
      assertThat(encoder.extract(PICTURE).values()).isEqualTo(extract("grid").values());
    }
  }

  @Test
  void gridHasItsRows() {
    Path file = Networks.write(network, folder.resolve("small.zip"));
    try (Dl4jFeatureExtractor encoder =
        (Dl4jFeatureExtractor) Networks.open(Networks.small(file, "grid"))) {
      assertThat(encoder.gridHeight()).isEqualTo(4);
    }
  }

  private Features extract(String layer) {
    Path file = Networks.write(network, folder.resolve("small.zip"));
    try (FeatureExtractor encoder = Networks.open(Networks.small(file, layer))) {
      return encoder.extract(PICTURE);
    }
  }

  /** What becomes of the picture, shape (1, 3, 6, 8). */
  private static INDArray input() {
    INDArray input = Nd4j.create(1, 3, 6, 8);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 8; x++) {
        for (int c = 0; c < 3; c++) {
          input.putScalar(
              new int[] {0, c, y, x}, (PICTURE.rgb()[3 * (8 * y + x) + c] & 0xff) / 255f);
        }
      }
    }
    return input;
  }

  private static Picture picture() {
    byte[] rgb = new byte[3 * 6 * 8];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * i);
    }
    return new Picture(8, 6, rgb);
  }
}
