package org.imagecaptioning.features.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.Features;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published network, built on DL4J, against the outputs that were published with its weights. */
class MobileNetV2Test {

  private static final Path DATA = Path.of("../shared/data/mobilenet_v2");
  private static final Path WEIGHTS = DATA.resolve("mobilenet_v2_1.0_224_fp32_backbone.npz");

  /** Numbers from -1 to 1 in the order height, width, channels. */
  @Test
  void featuresOfARampAreThosePublished(@TempDir Path folder) throws IOException {
    assumeTrue(Files.exists(WEIGHTS), "the published weights are not here");
    Path file = Networks.write(MobileNetV2.of(WEIGHTS), folder.resolve("mobilenet.zip"));
    int size = 224 * 224 * 3;
    float[] ramp = new float[size]; // (3, H, W)
    for (int i = 0; i < size; i++) {
      ramp[i % 3 * (size / 3) + i / 3] = (float) (2.0 * i / (size - 1) - 1);
    }

    Network network =
        NetworkFile.read(
            new NetworkSettings(
                file,
                "Conv_1_relu",
                224,
                224,
                List.of(127.5f),
                List.of(127.5f),
                ChannelOrder.RGB,
                1));
    Features features = network.run(ramp, 1, 3, 224, 224).features(network.format());

    assertThat(features.places()).isEqualTo(49);
    assertThat(features.depth()).isEqualTo(1280);
    check(features.mean(), published());
  }

  private static JsonNode published() throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(DATA.resolve("mobilenet_v2_reference_outputs.json")))
        .at("/fixtures/input_linspace");
  }

  private static void check(float[] mean, JsonNode published) {
    double sum = 0;
    double squares = 0;
    int greatest = 0;
    for (int d = 0; d < mean.length; d++) {
      sum += mean[d];
      squares += (double) mean[d] * mean[d];
      greatest = mean[d] > mean[greatest] ? d : greatest;
    }
    for (int d = 0; d < 10; d++) {
      assertThat((double) mean[d])
          .isCloseTo(published.at("/gap_first10/" + d).asDouble(), within(1e-4));
    }
    assertThat(sum).isCloseTo(published.at("/gap_sum").asDouble(), within(1e-2));
    assertThat(Math.sqrt(squares)).isCloseTo(published.at("/gap_l2").asDouble(), within(1e-4));
    assertThat(greatest).isEqualTo(published.at("/gap_argmax").asInt());
  }
}
