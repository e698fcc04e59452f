package org.imagecaptioning.features.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.Features;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A published network, built on DL4J, against the outputs that were published with its weights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MobileNetV2Test {

  private static final Path DATA = Path.of("../shared/data");
  private static final Path WEIGHTS =
      DATA.resolve("mobilenet_v2/mobilenet_v2_1.0_224_fp32_backbone.npz");

  private static final ImageLimits LIMITS =
      new ImageLimits(DataSize.ofMegabytes(20), 1_000_000, 1000);

  private JsonNode expected;
  private NetworkSettings settings;
  private FeatureExtractor encoder;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    assumeTrue(Files.exists(WEIGHTS), "the published weights are not here");
    expected =
        new JsonMapper()
            .readTree(
                Files.readString(DATA.resolve("mobilenet_v2/mobilenet_v2_reference_outputs.json")))
            .at("/fixtures");
    Path file = Networks.write(MobileNetV2.of(WEIGHTS), folder.resolve("mobilenet.zip"));
    settings =
        new NetworkSettings(
            file, "Conv_1_relu", 224, 224, List.of(127.5f), List.of(127.5f), ChannelOrder.RGB, 1);
    encoder = Networks.open(settings);
  }

  @AfterAll
  void close() {
    if (encoder != null) {
      encoder.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3385593926_d3e9c21170.jpg",
        "2677656448_6b7e7702af.jpg",
        "311146855_0b65fdb169.jpg"
      })
  void featuresOfAPhotographAreThosePublished(String photograph) throws IOException {
    Path file = DATA.resolve("flickr8k/images").resolve(photograph);
    assumeTrue(Files.exists(file), "the photograph is not here");

    Features features = encoder.extract(new ImageDecoder(LIMITS).decode(Files.readAllBytes(file)));

    assertThat(features.places()).isEqualTo(49);
    assertThat(features.depth()).isEqualTo(1280);
    check(features.mean(), expected.get(photograph));
  }

  /** Numbers from -1 to 1 in the order height, width, channels. */
  @Test
  void featuresOfARampAreThosePublished() {
    int size = 224 * 224 * 3;
    float[] ramp = new float[size]; // (3, H, W)
    for (int i = 0; i < size; i++) {
      ramp[i % 3 * (size / 3) + i / 3] = (float) (2.0 * i / (size - 1) - 1);
    }
    Network network = NetworkFile.read(settings);

    Features features = network.run(ramp, 1, 3, 224, 224).features(network.format());

    check(features.mean(), expected.get("input_linspace"));
  }

  private static void check(float[] mean, JsonNode numbers) {
    double sum = 0;
    double squares = 0;
    int greatest = 0;
    for (int d = 0; d < mean.length; d++) {
      sum += mean[d];
      squares += (double) mean[d] * mean[d];
      greatest = mean[d] > mean[greatest] ? d : greatest;
    }
    for (int d = 0; d < 10; d++) {
      double published = numbers.at("/gap_first10/" + d).asDouble();
      assertThat((double) mean[d]).isCloseTo(published, within(0.02));
    }
    assertThat(sum).isCloseTo(numbers.at("/gap_sum").asDouble(), within(1.0));
    assertThat(Math.sqrt(squares)).isCloseTo(numbers.at("/gap_l2").asDouble(), within(0.05));
    assertThat(greatest).isEqualTo(numbers.at("/gap_argmax").asInt());
  }
}
