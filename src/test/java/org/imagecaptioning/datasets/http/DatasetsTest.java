package org.imagecaptioning.datasets.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.captions.Client;
import org.imagecaptioning.captions.MultipartBody;
import org.imagecaptioning.datasets.Cs231nFiles;
import org.imagecaptioning.datasets.store.Zips;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DatasetsTest {

  @TempDir private static Path folder;
  private static DatasetTestService service;
  private static Client client;

  @TempDir private Path scratch;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(folder.resolve("root"));
    service =
        new DatasetTestService(
            folder.resolve("home"), "--captioning.datasets.root=" + folder.resolve("root"));
    client = service.client();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void deleteAll() throws IOException {
    service.users.clear();
    for (JsonNode dataset : Client.json(client.get("/datasets")).at("/datasets")) {
      assertThat(delete(dataset.at("/name").asString()).statusCode()).isEqualTo(204);
    }
    assertThat(left("uploads")).isEmpty();
    assertThat(left("datasets/.incoming")).isEmpty();
  }

  @Test
  void aZipInAFormIsKeptAndToldOf() {
    HttpResponse<String> response =
        client.post(
            "/datasets",
            new MultipartBody()
                .part("file", "drawn.zip", Zips.drawn(scratch).bytes())
                .field("name", "mine"));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(response.headers().firstValue("Location")).hasValue("/datasets/mine");
    JsonNode dataset = Client.json(response);
    assertThat(dataset.at("/name").asString()).isEqualTo("mine");
    assertThat(dataset.at("/created").asString()).startsWith("20");
    assertThat(dataset.has("folder")).isFalse();
    JsonNode report = dataset.at("/report");
    assertThat(report.at("/format").asString()).isEqualTo("json-lines");
    assertThat(report.at("/summary").asString())
        .isEqualTo("All of it can be used: 10 images with 10 captions.");
    assertThat(report.at("/splits/train/images").asInt()).isEqualTo(8);
    assertThat(report.at("/splits/val/captions").asInt()).isEqualTo(1);
    assertThat(report.at("/splits/test/images").asInt()).isEqualTo(1);
    assertThat(report.at("/longestCaption").asInt()).isBetween(3, 20);
    assertThat(report.at("/vocabulary/0/minimumCount").asInt()).isEqualTo(1);
    assertThat(report.at("/vocabulary/0/words").asInt()).isGreaterThan(5);
    assertThat(report.at("/problems/count").asInt()).isZero();
    assertThat(Client.json(client.get("/datasets/mine"))).isEqualTo(dataset);
  }

  @Test
  void aZipAsTheBodyIsKept() {
    HttpResponse<String> response =
        client.post(
            "/datasets?name=mine&seed=3", "application/zip", null, Zips.drawn(scratch).bytes());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(Client.json(response).at("/seed").asInt()).isEqualTo(3);
  }

  @Test
  void namesInUtf8AndWithSpacesAndOneFolderAroundAllAreFine() throws IOException {
    assumeTrue(
        "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
        "Java makes files of such names in a UTF-8 locale alone");
    byte[] picture = picture();
    byte[] zip =
        new Zips()
            .put("Meine Bilder/élève à vélo.png", picture)
            .text("Meine Bilder/élève à vélo.txt", "ein Schüler\n")
            .put("Meine Bilder/犬.png", picture)
            .text("Meine Bilder/犬.txt", "犬")
            .put("__MACOSX/Meine Bilder/._犬.png", new byte[] {0})
            .put("Meine Bilder/.DS_Store", new byte[] {0})
            .bytes();

    JsonNode report = added("mine", zip).at("/report");

    assertThat(report.at("/format").asString()).isEqualTo("pairs");
    assertThat(report.at("/images").asInt()).isEqualTo(2);
    assertThat(report.at("/problems/count").asInt()).isZero();
    assertThat(folder.resolve("home/datasets/mine/data/élève à vélo.png")).exists();
  }

  @Test
  void whatIsBrokenIsToldWithItsPlaceAndTheRestCanBeUsed() throws IOException {
    Path drawn = Zips.drawnFolder(scratch);
    Files.writeString(
        drawn.resolve("captions.jsonl"),
        """
        {"image": "images/00000.png", "captions": ["a"]}
        {"image": "images/00001.png", "captions": ["b"], "split": "val"}
        {"image": "images/cut.png", "captions": ["c"]}
        {"image": "images/text.png", "captions": ["d"]}
        {"image": "images/absent.png", "captions": ["e"]}
        {"image": "images/00000.png", "captions": ["twice"]}
        {"image": "images/00002.png", "captions": [""]}
        not JSON
        """);
    byte[] zip =
        Zips.of(drawn, "")
            .put("images/cut.png", Arrays.copyOf(picture(), 60))
            .text("images/text.png", "no picture")
            .bytes();

    JsonNode report = added("mine", zip).at("/report");

    assertThat(report.at("/images").asInt()).isEqualTo(2);
    assertThat(report.at("/summary").asString())
        .isEqualTo(
            "It can be used without what the problems name: 2 images with 2 captions are left; problems: 6.");
    assertThat(report.at("/problems/count").asInt()).isEqualTo(6);
    assertThat(
            report
                .at("/problems/listed")
                .valueStream()
                .map(p -> p.at("/place").asString() + ": " + p.at("/message").asString()))
        .anyMatch(p -> p.startsWith("images/cut.png: The PNG"))
        .anyMatch(p -> p.startsWith("images/text.png: The image is"))
        .contains(
            "captions.jsonl:5: the file \"images/absent.png\" is missing",
            "captions.jsonl:6: the image \"images/00000.png\" has been at captions.jsonl:1 already",
            "captions.jsonl:7: a caption is empty")
        .anyMatch(p -> p.startsWith("captions.jsonl:8: not JSON"));
  }

  @Test
  void featuresInPlaceOfPicturesAreTold() {
    Cs231nFiles.write(scratch);

    JsonNode report = added("course", Zips.of(scratch, "").bytes()).at("/report");

    assertThat(report.at("/format").asString()).isEqualTo("cs231n");
    assertThat(report.at("/featureDepth").asInt()).isEqualTo(3);
    assertThat(report.at("/splits/train/captions").asInt()).isEqualTo(3);
  }

  @Test
  void aFolderBelowTheRootIsRegisteredInPlaceAndOnlyForgotten() throws IOException {
    Path mine = Zips.drawnFolder(folder.resolve("root"));

    HttpResponse<String> response = register("{\"name\": \"mine\", \"folder\": \"drawn\"}");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(Client.json(response).at("/folder").asString())
        .isEqualTo(mine.toRealPath().toString());
    assertThat(Client.json(response).at("/report/images").asInt()).isEqualTo(10);
    assertThat(
            register("{\"name\": \"again\", \"folder\": \"" + mine.toAbsolutePath() + "\"}")
                .statusCode())
        .isEqualTo(201);
    assertThat(delete("mine").statusCode()).isEqualTo(204);
    assertThat(mine.resolve("captions.jsonl")).exists();
  }

  @Test
  void listsComeInPagesByNameWithoutTheirProblems() throws IOException {
    Zips.drawnFolder(folder.resolve("root"));
    for (String name : List.of("c", "a", "b")) {
      register("{\"name\": \"" + name + "\", \"folder\": \"drawn\"}");
    }

    JsonNode first = Client.json(client.get("/datasets?limit=2"));
    JsonNode second = Client.json(client.get(first.at("/next").asString()));

    assertThat(names(first)).containsExactly("a", "b");
    assertThat(first.at("/total").asInt()).isEqualTo(3);
    assertThat(first.at("/datasets/0/report/problems/listed")).isEmpty();
    assertThat(names(second)).containsExactly("c");
    assertThat(second.has("next")).isFalse();
    assertProblem(client.get("/datasets?limit=0"), 400, "invalid-parameter", "from 1 to 200");
    assertProblem(client.get("/datasets?page=0"), 400, "unknown-parameter", "limit, after");
  }

  @Test
  void whatIsInUseIsNotDeleted() {
    added("mine", Zips.drawn(scratch).bytes());
    service.users.put("mine", "the training 7");

    assertProblem(delete("mine"), 409, "dataset-in-use", "by the training 7");

    service.users.clear();
    assertThat(delete("mine").statusCode()).isEqualTo(204);
    assertProblem(delete("mine"), 404, "unknown-dataset", "'mine'");
    assertProblem(client.get("/datasets/mine"), 404, "unknown-dataset", "'mine'");
    assertThat(folder.resolve("home/datasets/mine")).doesNotExist();
  }

  @Test
  void aNameThatIsTakenIsRefusedBeforeAndAfterTheFile() {
    byte[] zip = Zips.drawn(scratch).bytes();
    added("mine", zip);

    assertProblem(
        client.post("/datasets?name=mine", "application/zip", null, zip),
        409,
        "duplicate-dataset",
        "'mine'");
    assertProblem(
        client.post(
            "/datasets", new MultipartBody().part("file", "a.zip", zip).field("name", "mine")),
        409,
        "duplicate-dataset",
        "'mine'");
    assertProblem(
        register("{\"name\": \"mine\", \"folder\": \"drawn\"}"),
        409,
        "duplicate-dataset",
        "'mine'");
  }

  private static JsonNode added(String name, byte[] zip) {
    HttpResponse<String> response =
        client.post("/datasets?name=" + name, "application/zip", null, zip);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return Client.json(response);
  }

  private static HttpResponse<String> register(String json) {
    return client.post(
        "/datasets", "application/json", null, json.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> delete(String name) {
    return client.send(HttpRequest.newBuilder(client.uri("/datasets/" + name)).DELETE());
  }

  private static List<String> names(JsonNode page) {
    return page.at("/datasets").valueStream().map(d -> d.at("/name").asString()).toList();
  }

  private byte[] picture() throws IOException {
    return Files.readAllBytes(Zips.drawnFolder(scratch).resolve("images/00000.png"));
  }

  private static List<Path> left(String name) throws IOException {
    Path left = folder.resolve("home").resolve(name);
    if (!Files.isDirectory(left)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(left)) {
      return files.toList();
    }
  }
}
