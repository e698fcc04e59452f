package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.hashes.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** /models of the whole service. Each test has models of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ModelsHttpTest {

  private static final String SHIPPED = "flickr8k-rnn";

  @TempDir static Path folder;

  private Path home;
  private RunningService service;

  @BeforeAll
  void start() throws IOException {
    home = RunningService.freshHome("models-http");
    Files.createDirectories(home.resolve("uploads"));
    service = RunningService.start(home, "--captioning.models.max-bytes=1MB");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @AfterEach
  void nothingOfAnUploadIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("uploads"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anUploadedBundleGetsTheNextVersionOfItsName() throws IOException {
    HttpResponse<String> first = service.upload(RunningService.zip(folder, "fresh", 1));
    HttpResponse<String> second = service.upload(RunningService.zip(folder, "fresh", 2));

    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(first.headers().firstValue("Location")).hasValue("/models/fresh/1");
    assertThat(second.headers().firstValue("Location")).hasValue("/models/fresh/2");
    JsonNode row = RunningService.json(second);
    assertThat(row.propertyNames())
        .containsExactly(
            "name", "version", "active", "shipped", "created", "cell", "sizeBytes", "scores");
    assertThat(row.at("/version").asString()).isEqualTo("2");
    assertThat(row.at("/active").asBoolean()).isFalse();
    assertThat(row.at("/cell").asString()).isEqualTo("lstm");
    assertThat(row.at("/created").asString()).isEqualTo("2026-11-23T10:15:30Z");
    assertThat(row.at("/scores/0/metrics/CIDEr").asDouble()).isEqualTo(0.5);
    Bundle kept = new BundleReader().read(home.resolve("models/fresh/2.zip"));
    assertThat(kept.manifest().version()).isEqualTo("2");
    assertThat(kept.parameters()).isEqualTo(RunningService.bundle("fresh", 2).parameters());
    JsonNode versions = RunningService.json(service.get("/models/fresh")).at("/versions");
    assertThat(versions.valueStream().map(version -> version.at("/version").asString()))
        .containsExactly("2", "1");
  }

  @Test
  void aFormWithTheFileIsAsGood() throws IOException {
    byte[] zip = RunningService.zip(folder, "form", 1);

    HttpResponse<String> response =
        service.post("/models", "multipart/form-data; boundary=b", form("file", zip));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(response.headers().firstValue("Location")).hasValue("/models/form/1");
  }

  @Test
  void theSameBundleIsNotKeptTwice() throws IOException {
    byte[] zip = RunningService.zip(folder, "twice", 1);
    service.upload(zip);

    problem(service.upload(zip), 409, "duplicate-model", "This bundle is the model twice:1");
    HttpResponse<byte[]> download = download("twice", "1");
    problem(service.upload(download.body()), 409, "duplicate-model", "twice:1");
  }

  @Test
  void theListHasOneRowAVersionAndOneOfThemIsActive() {
    JsonNode models = RunningService.json(service.get("/models")).at("/models");

    assertThat(models.valueStream().map(row -> row.at("/name").asString()))
        .contains("flickr8k-attention", SHIPPED)
        .isSorted();
    assertThat(models.valueStream().filter(row -> row.at("/active").asBoolean())).hasSize(1);
    JsonNode active = RunningService.json(service.get("/models/active"));
    assertThat(models.valueStream().filter(row -> row.at("/active").asBoolean()))
        .containsExactly(active);
  }

  @Test
  void aCardTellsAllThatAModelSaysOfItself() {
    JsonNode card = RunningService.json(service.get("/models/" + SHIPPED + "/1"));

    assertThat(card.at("/name").asString()).isEqualTo(SHIPPED);
    assertThat(card.at("/shipped").asBoolean()).isTrue();
    assertThat(card.at("/description").asString()).isNotBlank();
    assertThat(card.at("/licence").asString()).contains("Flickr8k");
    assertThat(card.at("/encoder/width").asInt()).isEqualTo(224);
    assertThat(card.at("/network/cell").asString()).isEqualTo("rnn");
    assertThat(card.at("/network/vocabulary").asInt()).isEqualTo(2540);
    assertThat(card.at("/decoding/strategy").asString()).isEqualTo("beam");
    assertThat(card.at("/training/options/batchSize").asString()).isEqualTo("128");
    assertThat(card.at("/scores/0/metrics/CIDEr").asDouble()).isPositive();
    assertThat(card.at("/sha256").propertyNames()).contains("captioner.safetensors");
  }

  @Test
  void aShippedBundleIsDownloadedWhole() throws IOException {
    HttpResponse<byte[]> response = download(SHIPPED, "1");

    byte[] shipped = Files.readAllBytes(Path.of("src/main/resources/bundles", SHIPPED + ".zip"));
    assertThat(response.body()).isEqualTo(shipped);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/zip");
    assertThat(response.headers().firstValue("Content-Length"))
        .hasValue(Integer.toString(shipped.length));
    assertThat(response.headers().firstValue("ETag")).hasValue("\"" + Sha256.of(shipped) + "\"");
    assertThat(response.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"flickr8k-rnn-1.zip\"");
  }

  @Test
  void aPartOfABundleIsDownloadedAndOneThatIsThereAlreadyIsNot() throws IOException {
    String path = "/models/" + SHIPPED + "/1/bundle";
    byte[] whole = download(SHIPPED, "1").body();

    HttpResponse<byte[]> part =
        service.send(
            service.request(path).header("Range", "bytes=1000-1999"), BodyHandlers.ofByteArray());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 1000, 2000));

    HttpResponse<String> known =
        service.send(
            service.request(path).header("If-None-Match", "\"" + Sha256.of(whole) + "\""),
            BodyHandlers.ofString());
    assertThat(known.statusCode()).isEqualTo(304);

    problem(
        service.send(
            service.request(path).header("Range", "bytes=999999999-"), BodyHandlers.ofString()),
        416,
        "range-not-satisfiable",
        "there are bytes=0-" + (whole.length - 1));
  }

  @Test
  void aModelMovesToAnotherMachineByDownloadAndUpload() throws IOException {
    service.upload(RunningService.zip(folder, "mover", 1));
    byte[] bundle = download("mover", "1").body();
    service.delete("/models/mover");

    HttpResponse<String> back = service.upload(bundle);

    assertThat(back.statusCode()).isEqualTo(201);
    assertThat(back.headers().firstValue("Location")).hasValue("/models/mover/2");
    assertThat(RunningService.json(service.get("/models/mover/2")).at("/sha256")).hasSize(3);
  }

  @Test
  void anActivatedModelAnswersAtOnceAndEverywhere() throws IOException {
    service.upload(RunningService.zip(folder, "swap", 1));
    String before = RunningService.json(service.get("/models/active")).at("/name").asString();

    HttpResponse<String> response = service.activate("swap", "1");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(RunningService.json(response).at("/active").asBoolean()).isTrue();
    JsonNode health = RunningService.json(service.get("/actuator/health"));
    assertThat(health.at("/components/captions/details/model").asString()).isEqualTo("swap:1");
    assertThat(health.at("/components/activeModel/details/model").asString()).isEqualTo("swap:1");
    assertThat(RunningService.json(service.get("/actuator/info")).at("/model/name").asString())
        .isEqualTo("swap");
    assertThat(service.get("/actuator/prometheus").body())
        .contains("captioning_model_active{model=\"swap\",version=\"1\"} 1.0")
        .doesNotContain("captioning_model_active{model=\"" + before);

    JsonNode back = RunningService.json(service.post("/models/rollback", "", new byte[0]));
    assertThat(back.at("/active/name").asString()).isEqualTo(before);
    assertThat(back.at("/skipped")).isEmpty();
  }

  @Test
  void rollbackPassesOverDeletedModelsAndEndsWithAConflict() throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      service.upload(RunningService.zip(folder, "gone", seed));
    }
    service.activate("gone", "1");
    service.activate("gone", "2");
    service.activate("gone", "3");
    problem(service.delete("/models/gone"), 409, "model-is-active", "gone:3 is active");
    assertThat(service.delete("/models/gone/1").statusCode()).isEqualTo(204);
    assertThat(service.delete("/models/gone/2").statusCode()).isEqualTo(204);

    HttpResponse<String> back = service.post("/models/rollback", "", new byte[0]);

    assertThat(RunningService.json(back).at("/skipped").valueStream().map(JsonNode::asString))
        .containsExactly("gone:2 was deleted", "gone:1 was deleted");
    HttpResponse<String> response = back;
    while (response.statusCode() == 200) {
      response = service.post("/models/rollback", "", new byte[0]);
    }
    problem(response, 409, "no-earlier-model", "active before flickr8k-attention:1");
  }

  @Test
  void modelsAreDeletedButNotTheActiveOneNorThoseThatComeWithTheService() throws IOException {
    service.upload(RunningService.zip(folder, "old", 1));
    service.upload(RunningService.zip(folder, "old", 2));

    assertThat(service.delete("/models/old/1").statusCode()).isEqualTo(204);
    problem(service.get("/models/old/1"), 404, "unknown-model", "There is no model \"old:1\"");
    problem(service.delete("/models/old/1"), 404, "unknown-model", "old:1");
    assertThat(service.delete("/models/old").statusCode()).isEqualTo(204);
    problem(service.get("/models/old"), 404, "unknown-model", "There is no model \"old\"");
    problem(service.delete("/models/old"), 404, "unknown-model", "old");
    problem(service.delete("/models/" + SHIPPED + "/1"), 409, "model-is-shipped", "comes with");
    problem(service.delete("/models/" + SHIPPED), 409, "model-is-shipped", "comes with");
    JsonNode active = RunningService.json(service.get("/models/active"));
    String path = "/models/%s/%s";
    problem(
        service.delete(
            path.formatted(active.at("/name").asString(), active.at("/version").asString())),
        409,
        "model-is-active",
        "activate another one");
  }

  @ParameterizedTest
  @CsvSource({"/models/active, 'GET,HEAD,OPTIONS,PUT'", "/models/rollback, 'OPTIONS,POST'"})
  void reservedNamesAreNoModels(String path, String methods) {
    HttpResponse<String> refused = service.delete(path);

    problem(refused, 405, "method-not-allowed", "DELETE is not supported at " + path);
    HttpResponse<String> options =
        service.send(
            service.request(path).method("OPTIONS", BodyPublishers.noBody()),
            BodyHandlers.ofString());
    assertThat(options.headers().firstValue("Allow").orElseThrow().split(","))
        .containsExactlyInAnyOrder(methods.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON                                     | 400 | malformed-json   | JSON object",
        "[]                                          | 400 | malformed-json   | JSON object",
        "{}                                          | 400 | invalid-property | property 'name' is missing",
        "{\"name\": \"a\"}                           | 400 | invalid-property | property 'version' is missing",
        "{\"name\": \"a\", \"version\": 1}           | 400 | invalid-property | version is a string",
        "{\"name\": \"a\", \"version\": \"1\", \"x\": 1} | 400 | unknown-property | name, version",
        "{\"name\": \"none\", \"version\": \"1\"}    | 404 | unknown-model    | none:1",
        "{\"name\": \"../a\", \"version\": \"1\"}    | 404 | unknown-model    | name:version",
        "{\"name\": \"flickr8k-attention\", \"version\": \"01\"} | 404 | unknown-model | name:version",
      })
  void whatCannotBeActivatedIsRefused(String json, int status, String type, String detail) {
    problem(service.put("/models/active", json), status, type, detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/models", "/models/active", "/models/a", "/models/a/1", "/models/a/1/bundle"})
  void unknownParametersAreRefused(String path) {
    problem(service.get(path + "?x=1"), 400, "unknown-parameter", "'x'; there are none here");
  }

  @Test
  void unknownParametersOfChangesAreRefused() {
    problem(service.delete("/models/a?x=1"), 400, "unknown-parameter", "'x'");
    problem(service.delete("/models/a/1?x=1"), 400, "unknown-parameter", "'x'");
    problem(service.put("/models/active?x=1", "{}"), 400, "unknown-parameter", "'x'");
    problem(
        service.post("/models?x=1", "application/zip", new byte[1]),
        400,
        "unknown-parameter",
        "'x'");
    problem(service.post("/models/rollback?x=1", "", new byte[0]), 400, "unknown-parameter", "'x'");
  }

  @Test
  void uploadsThatAreNoneAreRefused() {
    problem(service.upload(new byte[2 << 20]), 413, "request-too-large", "1048576");
    problem(
        service.post("/models", "text/plain", new byte[1]), 415, "unsupported-media-type", "zip");
    problem(
        service.post("/models", "multipart/form-data; boundary=b", form("image", new byte[1])),
        400,
        "unknown-part",
        "image");
    problem(service.upload("no zip".getBytes(StandardCharsets.UTF_8)), 422, "broken-bundle", "zip");
  }

  @Test
  void whatIsNotThereIsSaidNotToBe() {
    for (String path : List.of("/models/none", "/models/none/1", "/models/none/1/bundle")) {
      problem(service.get(path), 404, "unknown-model", "none");
    }
    problem(
        service.get("/models/flickr8k-attention/2"), 404, "unknown-model", "flickr8k-attention:2");
    problem(
        service.get("/models/flickr8k-attention:1"), 404, "unknown-model", "flickr8k-attention:1");
    problem(service.put("/models/mine", "{}"), 405, "method-not-allowed", "GET");
  }

  @Test
  void everyCallIsDescribedWithItsProblems() {
    JsonNode paths = RunningService.json(service.get("/v3/api-docs")).at("/paths");

    assertThat(paths.at("/~1models/post/responses").propertyNames())
        .contains("201", "400", "409", "413", "422");
    assertThat(paths.at("/~1models/post/requestBody/content").propertyNames())
        .containsExactly("multipart/form-data", "application/zip");
    assertThat(paths.at("/~1models~1active/put/requestBody/content/application~1json/example"))
        .hasToString("{\"name\":\"mine\",\"version\":\"1\"}");
    assertThat(paths.at("/~1models~1{name}~1{version}~1bundle/get/responses/200/content"))
        .asString()
        .contains("application/zip", "binary");
    assertThat(paths.at("/~1models~1{name}~1{version}/delete/responses").propertyNames())
        .contains("204", "404", "409");
    assertThat(paths.at("/~1models~1rollback/post/responses").propertyNames())
        .contains("200", "409");
  }

  private HttpResponse<byte[]> download(String name, String version) {
    return service.send(
        service.request("/models/%s/%s/bundle".formatted(name, version)),
        BodyHandlers.ofByteArray());
  }

  private static byte[] form(String part, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.zip\"\r\n\r\n"
            .formatted(part);
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(content);
    out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static void problem(HttpResponse<String> response, int status, String type, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = RunningService.json(response);
    assertThat(problem.at("/type").asString()).isEqualTo("urn:problem:captioning:" + type);
    assertThat(problem.at("/detail").asString())
        .contains(detail)
        .doesNotContain("Exception", "org.imagecaptioning", "/target/");
  }
}
