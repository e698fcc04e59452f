package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imagecaptioning.CaptioningApplication;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.dl4j.NetworkSettings;
import org.imagecaptioning.features.dl4j.NetworksSettings;
import org.imagecaptioning.features.onnx.Encoders;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleWriter;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.training.Checkpointing;
import org.imagecaptioning.training.ChosenOptions;
import org.imagecaptioning.training.EncoderChoice;
import org.imagecaptioning.training.ModelCard;
import org.imagecaptioning.training.Origins;
import org.imagecaptioning.training.TrainingControl;
import org.imagecaptioning.training.TrainingException;
import org.imagecaptioning.training.TrainingFolders;
import org.imagecaptioning.training.TrainingListener;
import org.imagecaptioning.training.TrainingPlan;
import org.imagecaptioning.training.TrainingRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The entire way of a network of one's own: configured, trained on, served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConfiguredEncoderTest {

  private static final Path NETWORK = Path.of("src/test/resources/keras/functional.h5");

  private final ConfiguredEncoders encoders = encoders("pool");
  private Path home;
  private Dataset drawn;
  private Bundle bundle;

  @BeforeAll
  void train(@TempDir Path folder) throws IOException {
    Encoders.loadRuntimeFromWhereItStays();
    home = folder.resolve("home");
    DrawnDataset.write(folder.resolve("drawn"), 60, 1);
    drawn = DatasetReaders.read(folder.resolve("drawn"));
    TrainingPlan plan =
        new TrainingPlan(
            new ModelCard("mine", "Sees with a network of Keras.", "Apache-2.0"),
            drawn,
            EncoderChoice.configured(encoders, "small"),
            ChosenOptions.none().resolve(drawn, 1, Origins.none()),
            Origins.none(),
            Checkpointing.defaults(),
            2);
    bundle =
        new TrainingRun(plan, TrainingFolders.in(home, "mine").with(encoders))
            .run(new TrainingListener() {}, TrainingControl.UNDISTURBED)
            .made();
    new BundleWriter().write(home.resolve("models/mine/1.zip"), bundle, Precision.F32);
  }

  @Test
  void bundleNamesTheNetworkAndDoesNotBringIt() {
    assertThat(bundle.encoder()).isEmpty();
    assertThat(bundle.manifest().encoder().network()).contains(encoders.describe("small"));
    assertThat(bundle.manifest().encoder().places()).isEqualTo(49);
    assertThat(bundle.manifest().encoder().gridHeight()).isEqualTo(7);
    assertThat(bundle.manifest().scores()).isNotEmpty();
  }

  @Test
  void serviceCaptionsWithItAsTheLibraryDoes() throws IOException {
    CaptionedImage picture = drawn.images(Split.TEST).get(0);
    byte[] bytes = Files.readAllBytes(picture.file());
    try (ConfigurableApplicationContext service = start("pool")) {
      Client client = client(service);
      JsonNode json = Client.json(client.post("/captions?model=mine", "image/png", null, bytes));

      assertThat(json.at("/model/name").asString()).isEqualTo("mine");
      assertThat(json.at("/results/0/captions/0/text").asString()).isEqualTo(caption(bytes));
      assertThat(Client.json(client.get("/models/mine/1")).at("/encoder/configured").asString())
          .isEqualTo("small");
    }
  }

  @Test
  void modelIsRefusedWhereAnotherNetworkOrNoneIsConfigured() throws IOException {
    byte[] bytes = Files.readAllBytes(drawn.images(Split.TEST).get(0).file());
    try (ConfigurableApplicationContext service = start("conv2")) {
      assertProblem(
          client(service).post("/captions?model=mine", "image/png", null, bytes),
          422,
          "broken-bundle",
          "captioning.encoders.small is not the encoder that the model was trained with:"
              + " the layer was pool, and is conv2");
    }
    try (ConfigurableApplicationContext service = start(null)) {
      assertProblem(
          client(service).post("/captions?model=mine", "image/png", null, bytes),
          422,
          "broken-bundle",
          "There is no encoder 'small' in the configuration");
    }
  }

  @Test
  void jobsTrainAndEvaluateWithItToo() throws IOException {
    try (ConfigurableApplicationContext service = start("pool")) {
      Client client = client(service);
      MultipartBody upload =
          new MultipartBody().field("name", "scenes").part("file", "scenes.zip", zipped());
      assertThat(client.post("/datasets", upload).statusCode()).isEqualTo(201);

      JsonNode training =
          ended(
              client,
              "/train",
              "{\"dataset\": \"scenes\", \"name\": \"second\", \"encoder\": \"small\","
                  + " \"epochs\": 1}");
      JsonNode evaluation =
          ended(
              client,
              "/evaluations",
              "{\"model\": \"second\", \"dataset\": \"scenes\", \"split\": \"test\"}");

      assertThat(training.at("/state").asString()).as(training.toString()).isEqualTo("succeeded");
      assertThat(evaluation.at("/state").asString())
          .as(evaluation.toString())
          .isEqualTo("succeeded");
      assertThat(Client.json(client.get("/models/second/1")).at("/encoder/configured").asString())
          .isEqualTo("small");
    }
  }

  private static JsonNode ended(Client client, String path, String json) {
    HttpResponse<String> accepted =
        client.post(path, "application/json", null, json.getBytes(StandardCharsets.UTF_8));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String job = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(client.get(job + "/events").body()).contains("event:done");
    return Client.json(client.get(job));
  }

  private byte[] zipped() throws IOException {
    Path folder = home.resolveSibling("drawn");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void trainingWithAnEncoderThatIsNotThereIsRefused() {
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> EncoderChoice.configured(encoders, "vgg16"))
        .withMessageContaining("there is small");
  }

  private String caption(byte[] picture) {
    try (FeatureExtractor encoder = encoders.open("small")) {
      float[] features =
          encoder.extract(new ImageDecoder(ImageLimits.defaults()).decode(picture)).mean();
      Captioner captioner = new Captioner(bundle.manifest().captioner(), bundle.parameters());
      return bundle
          .vocabulary()
          .decode(
              Decoder.of(bundle.manifest().decoding().options())
                  .decode(captioner.scorer(features))
                  .get(0)
                  .indexes());
    }
  }

  private ConfigurableApplicationContext start(String layer) {
    List<String> arguments =
        new ArrayList<>(List.of("--server.port=0", "--captioning.home=" + home));
    if (layer != null) {
      String prefix = "--captioning.encoders.small.";
      arguments.addAll(
          Arrays.asList(
              prefix + "file=" + NETWORK,
              prefix + "layer=" + layer,
              prefix + "width=32",
              prefix + "height=32",
              prefix + "mean=127.5",
              prefix + "std=127.5"));
    }
    return new SpringApplicationBuilder(CaptioningApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  private static ConfiguredEncoders encoders(String layer) {
    return new ConfiguredEncoders(
        new NetworksSettings(
            Map.of(
                "small",
                new NetworkSettings(
                    NETWORK,
                    layer,
                    32,
                    32,
                    List.of(127.5f),
                    List.of(127.5f),
                    ChannelOrder.RGB,
                    0))));
  }

  private static Client client(ConfigurableApplicationContext service) {
    return new Client(
        service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }
}
