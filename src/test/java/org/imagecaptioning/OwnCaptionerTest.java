package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imagecaptioning.captions.Client;
import org.imagecaptioning.captions.MultipartBody;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.features.onnx.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All of it as one who has pictures does it, through HTTP alone: from a zip to own captions. */
@SpringBootTest(classes = CaptioningApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OwnCaptionerTest {

  private static final int IMAGES = 1500;

  private static final String TRAINING =
      """
      {"dataset": "scenes", "name": "scenes", "encoder": "tiny", "hidden": 128, "embedding": 64,
       "minimumCount": 1, "epochs": 18, "batchSize": 64, "learningRate": 0.004, "warmupSteps": 20,
       "dropout": 0.1, "activate": "if-better"}""";

  @TempDir private static Path folder;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void ownHome(DynamicPropertyRegistry settings) {
    Encoders.loadRuntimeFromWhereItStays();
    settings.add("captioning.home", () -> folder.resolve("home").toString());
  }

  @Test
  void drawnScenesAreUploadedTrainedEvaluatedActivatedAndCaptioned() throws IOException {
    Path scenes = folder.resolve("scenes");
    DrawnDataset.write(scenes, IMAGES, 7);

    HttpResponse<String> uploaded =
        client()
            .post(
                "/datasets",
                new MultipartBody()
                    .field("name", "scenes")
                    .part("file", "scenes.zip", zipped(scenes)));
    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
    assertThat(Client.json(uploaded).at("/report/images").asInt()).isEqualTo(IMAGES);

    JsonNode training = ended(submit("/train", TRAINING));
    assertThat(training.at("/state").asString()).as(training.toString()).isEqualTo("succeeded");
    assertThat(training.at("/activation/activated").asBoolean()).as(training.toString()).isTrue();

    String test = "{\"model\": \"scenes:1\", \"dataset\": \"scenes\", \"split\": \"test\"}";
    JsonNode evaluation = ended(submit("/evaluations", test));
    assertThat(evaluation.at("/evaluation/0/metrics"))
        .isEqualTo(
            training
                .at("/evaluation")
                .valueStream()
                .filter(score -> score.at("/split").asString().equals("test"))
                .findFirst()
                .orElseThrow()
                .at("/metrics"));

    assertThat(exactCaptionsOfTestPictures(scenes)).isGreaterThan(0.9);

    HttpResponse<String> back =
        client()
            .send(
                HttpRequest.newBuilder(client().uri("/models/rollback"))
                    .POST(BodyPublishers.noBody()));
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(
            caption(Files.readAllBytes(scenes.resolve("images/00000.png")))
                .at("/model/name")
                .asString())
        .isEqualTo("flickr8k-attention");
  }

  private Client client() {
    return new Client(port);
  }

  /** The path of the job. */
  private String submit(String path, String json) {
    HttpResponse<String> accepted =
        client().post(path, "application/json", null, BodyPublishers.ofString(json));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  /** What a job has come to, once the stream of its events is over. */
  private JsonNode ended(String job) {
    String events =
        client().send(HttpRequest.newBuilder(client().uri(job + "/events")).GET()).body();
    assertThat(events).contains("event:done");
    return Client.json(client().get(job));
  }

  /** Asks with no word of which model: the trained one is active. */
  private double exactCaptionsOfTestPictures(Path scenes) throws IOException {
    List<JsonNode> test;
    try (BufferedReader lines = Files.newBufferedReader(scenes.resolve("captions.jsonl"))) {
      test =
          lines
              .lines()
              .map(line -> JsonMapper.shared().readTree(line))
              .filter(line -> line.at("/split").asString().equals("test"))
              .toList();
    }
    int exact = 0;
    for (JsonNode line : test) {
      byte[] picture = Files.readAllBytes(scenes.resolve(line.at("/image").asString()));
      JsonNode answer = caption(picture);
      assertThat(answer.at("/model/name").asString()).isEqualTo("scenes");
      String said = answer.at("/results/0/captions/0/text").asString();
      exact += said.equals(line.at("/captions/0").asString()) ? 1 : 0;
    }
    assertThat(test).hasSize(IMAGES / 10);
    return (double) exact / test.size();
  }

  private JsonNode caption(byte[] picture) {
    HttpResponse<String> response = client().post("/captions", MultipartBody.of("x.png", picture));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Client.json(response);
  }

  private static byte[] zipped(Path folder) throws IOException {
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
}
