package org.imagecaptioning.features.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Networks of Keras against what numpy, and Keras itself, say that they give: models/keras. */
class KerasFileTest {

  @ParameterizedTest
  @ValueSource(strings = {"conv1", "bn1", "relu1", "depthwise", "conv2", "pool", "mean", "vector"})
  void layersOfAFunctionalNetworkGiveWhatKerasGives(String layer) throws IOException {
    check("functional", layer, Networks.functional(layer), picture(32, 32));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv", "pool", "fc1"})
  void layersOfASequentialNetworkGiveWhatKerasGives(String layer) throws IOException {
    check("sequential", layer, Networks.sequential(layer), picture(24, 16));
  }

  private static void check(String network, String layer, NetworkSettings settings, Picture picture)
      throws IOException {
    JsonNode expected =
        new JsonMapper()
            .readTree(Files.readString(Path.of("src/test/resources/keras/expected.json")))
            .at("/" + network + "/" + layer);
    try (FeatureExtractor encoder = Networks.open(settings)) {
      Features features = encoder.extract(picture);

      assertThat(features.places()).isEqualTo(expected.at("/places").asInt());
      assertThat(features.depth()).isEqualTo(expected.at("/depth").asInt());
      assertThat(expected.at("/samples").size()).isPositive();
      for (JsonNode sample : expected.at("/samples")) {
        int at = sample.get(0).asInt() * features.depth() + sample.get(1).asInt();
        assertThat(features.values()[at])
            .as("place %s, channel %s", sample.get(0), sample.get(1))
            .isCloseTo((float) sample.get(2).asDouble(), within(1e-5f));
      }
    }
  }

  /** That of models/keras/small.py. */
  private static Picture picture(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * width + x) + c] = (byte) (7 * x + 13 * y + 29 * c + x * y);
        }
      }
    }
    return new Picture(width, height, rgb);
  }
}
