package org.imagecaptioning.datasets.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.imagecaptioning.captions.Client;
import org.imagecaptioning.captions.MultipartBody;
import org.imagecaptioning.datasets.store.Zips;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused leaves nothing. */
class DatasetProblemsTest {

  private static final String LINE = "{\"image\": \"1.png\", \"captions\": [\"a\"]}";

  @TempDir private static Path folder;
  private static DatasetTestService service;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("link"), folder.resolve("elsewhere"));
    Files.writeString(root.resolve("file"), "x");
    Files.createDirectory(root.resolve("empty"));
    service =
        new DatasetTestService(
            folder.resolve("home"),
            "--captioning.datasets.root=" + root,
            "--captioning.datasets.max-bytes=3MB");
    client = service.client();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    for (String name : new String[] {"uploads", "datasets", "datasets/.incoming"}) {
      Path left = folder.resolve("home").resolve(name);
      if (Files.isDirectory(left)) {
        try (Stream<Path> files = Files.list(left)) {
          assertThat(files.filter(file -> !file.endsWith(".incoming"))).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void zipThatIsNotSafeIsRefused(String what, Zips zip, String detail) {
    assertProblem(upload(zip.bytes()), 422, "unsafe-archive", detail);
    assertThat(folder.resolve("evil.txt")).doesNotExist();
  }

  static Stream<Arguments> zipThatIsNotSafeIsRefused() {
    return Stream.of(
        arguments("climbing", new Zips().text("../../evil.txt", "x"), "\"../../evil.txt\" climbs"),
        arguments("climbing inside", new Zips().text("a/../../evil.txt", "x"), "climbs"),
        arguments("absolute", new Zips().text("/tmp/evil.txt", "x"), "is absolute"),
        arguments("drive", new Zips().text("C:/evil.txt", "x"), "is absolute"),
        arguments("backslash", new Zips().text("a/..\\evil.txt", "x"), "has a backslash"),
        arguments("link", new Zips().link("1.png", "/etc/passwd"), "\"1.png\" is a link"),
        arguments(
            "link to a folder",
            new Zips().link("out", "..").text("out/evil.txt", "x"),
            "\"out\" is a link"),
        arguments("device", new Zips().put(device(), new byte[0]), "neither a file nor a folder"),
        arguments(
            "twice", new Zips().text("a.txt", "x").text("a.txt", "y"), "\"a.txt\" comes twice"),
        arguments(
            "twice but for case",
            new Zips().text("a/É.txt", "x").text("A/e\u0301.TXT", "y"),
            "comes twice"),
        arguments(
            "file and folder",
            new Zips().text("a", "x").text("a/b", "y"),
            "both a file and a folder"),
        arguments("control characters", new Zips().text("a\nb.txt", "x"), "control characters"),
        arguments("long name", new Zips().text("é".repeat(200), "x"), "too long"),
        arguments("deep", new Zips().text("a/".repeat(60) + "b", "x"), "too long"),
        arguments(
            "nested zip",
            new Zips().put("data.zip", new Zips().text("captions.jsonl", LINE).bytes()),
            "is a zip within the zip"),
        arguments(
            "nested zip of another name",
            new Zips().put("data.bin", new Zips().text("captions.jsonl", LINE).bytes()),
            "is a zip within the zip"),
        arguments("bomb", new Zips().put("zeros.bin", new byte[3_000_000]), "200 times its own"),
        arguments("bomb of many", many(200, new byte[1_000_000]), "200 times its own"));
  }

  private static Zips many(int count, byte[] content) {
    Zips zips = new Zips();
    for (int i = 0; i < count; i++) {
      zips.put(i + ".bin", content);
    }
    return zips;
  }

  private static ZipArchiveEntry device() {
    ZipArchiveEntry entry = new ZipArchiveEntry("null");
    entry.setUnixMode(0020666);
    return entry;
  }

  @Test
  void zipThatIsEncryptedIsRefused() {
    byte[] zip = new Zips().text("captions.jsonl", LINE).bytes();
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[directory + 8] |= 1; // general purpose bit 0

    assertProblem(upload(zip), 422, "unsafe-archive", "is encrypted");
  }

  @Test
  void zipThatIsCutOffOrDamagedOrNoneIsRefused() {
    byte[] zip = Zips.drawn(folder).bytes();

    assertProblem(upload(Arrays.copyOf(zip, zip.length / 2)), 422, "broken-archive", "is cut off");
    assertProblem(upload(Arrays.copyOf(zip, zip.length - 1)), 422, "broken-archive", "cut off");
    assertProblem(upload(new byte[0]), 422, "broken-archive", "not a zip");
    assertProblem(
        upload("a dog".repeat(100).getBytes(StandardCharsets.UTF_8)),
        422,
        "broken-archive",
        "not a zip");
    byte[] damaged = zip.clone();
    Arrays.fill(damaged, 100, 200, (byte) 0x55);
    assertProblem(upload(damaged), 422, "broken-archive", "is damaged");
    byte[] lying = new Zips().text("a.txt", "x".repeat(1000)).bytes();
    lying[indexOf(lying, new byte[] {'P', 'K', 1, 2}) + 24] = 10; // says 10 + 3 * 256 bytes
    assertProblem(upload(lying), 422, "broken-archive", "more bytes than it says");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void zipThatIsNoDataSetToTrainOnIsRefused(String what, Zips zip, String detail) {
    assertProblem(upload(zip.bytes()), 422, "unusable-dataset", detail);
  }

  static Stream<Arguments> zipThatIsNoDataSetToTrainOnIsRefused() throws IOException {
    byte[] png = Files.readAllBytes(Zips.drawnFolder(folder).resolve("images/00000.png"));
    return Stream.of(
        arguments("empty", new Zips(), "none of the layouts"),
        arguments("no captions", new Zips().put("1.png", png), "captions.jsonl"),
        arguments(
            "captions of absent pictures",
            new Zips().text("captions.jsonl", LINE),
            "the file \"1.png\" is missing"),
        arguments(
            "empty captions",
            new Zips()
                .put("1.png", png)
                .text("captions.jsonl", "{\"image\": \"1.png\", \"captions\": [\" \"]}"),
            "a caption is empty"),
        arguments(
            "no captions of an image",
            new Zips()
                .put("1.png", png)
                .text("captions.jsonl", "{\"image\": \"1.png\", \"captions\": []}"),
            "the list is empty"),
        arguments(
            "nothing to train on",
            new Zips()
                .put("1.png", png)
                .text(
                    "captions.jsonl",
                    "{\"image\": \"1.png\", \"captions\": [\"a\"], \"split\": \"test\"}"),
            "no image to train on"),
        arguments(
            "only broken pictures",
            new Zips().text("1.png", "text").text("captions.jsonl", LINE),
            "no image to train on"),
        arguments(
            "an id twice, and nothing else",
            new Zips()
                .put("1.png", png)
                .text(
                    "captions.json",
                    """
                    {"images": [{"id": 1, "file_name": "2.png"}, {"id": 1, "file_name": "1.png"}],
                     "annotations": [{"image_id": 1, "caption": "a"}]}"""),
            "the id 1 has been at"),
        arguments(
            "cut off JSON",
            new Zips().text("dataset.json", "{\"images\": [{\"sentences\": []}, {\"file"),
            "not JSON at line 1"));
  }

  @Test
  void formThatIsNotAsItShouldBeIsRefused() {
    byte[] zip = Zips.drawn(folder).bytes();
    MultipartBody file = new MultipartBody().part("file", "a.zip", zip);

    assertProblem(
        client.post("/datasets", "application/zip", null, zip), 400, "missing-parameter", "'name'");
    assertProblem(client.post("/datasets", file), 400, "missing-parameter", "'name'");
    assertProblem(
        client.post("/datasets", new MultipartBody().field("name", "mine")),
        400,
        "missing-part",
        "'file'");
    assertProblem(
        client.post(
            "/datasets", new MultipartBody().part("image", "a.png", zip).field("name", "mine")),
        400,
        "unknown-part",
        "there are file, name, seed");
    for (String name : new String[] {"Mine", "", "../mine", ".mine", "a b", "x".repeat(64)}) {
      assertProblem(
          client.post(
              "/datasets", new MultipartBody().part("file", "a.zip", zip).field("name", name)),
          400,
          "invalid-parameter",
          "A dataset's name");
    }
    for (String seed : new String[] {"-1", "1.5", "x", "9007199254740992"}) {
      assertProblem(
          client.post("/datasets?name=mine&seed=" + seed, "application/zip", null, zip),
          400,
          "invalid-parameter",
          "seed must be a whole number");
    }
    assertProblem(
        client.post("/datasets?name=mine&split=1", "application/zip", null, zip),
        400,
        "unknown-parameter",
        "name, seed");
    assertProblem(
        client.post("/datasets?name=mine", "text/csv", null, zip),
        415,
        "unsupported-media-type",
        "application/zip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"name\": \"mine\", \"folder\": \"../elsewhere\"}|403|folder-not-allowed|not below",
        "{\"name\": \"mine\", \"folder\": \"/etc\"}|403|folder-not-allowed|not below",
        "{\"name\": \"mine\", \"folder\": \"link\"}|403|folder-not-allowed|not below",
        "{\"name\": \"mine\", \"folder\": \"empty/../../elsewhere\"}|403|folder-not-allowed|not below",
        "{\"name\": \"mine\", \"folder\": \"nowhere\"}|400|invalid-property|no folder 'nowhere'",
        "{\"name\": \"mine\", \"folder\": \"file\"}|400|invalid-property|is a file",
        "{\"name\": \"mine\", \"folder\": \"a\\u0000b\"}|400|invalid-property|cannot be a path",
        "{\"name\": \"mine\", \"folder\": \"empty\"}|422|unusable-dataset|none of the layouts",
        "{\"name\": \"mine\"}|400|invalid-property|'folder' is missing",
        "{\"folder\": \"empty\"}|400|invalid-property|'name' is missing",
        "{\"name\": 7, \"folder\": \"empty\"}|400|invalid-property|name is a string",
        "{\"name\": \"Mine\", \"folder\": \"empty\"}|400|invalid-parameter|A dataset's name",
        "{\"name\": \"mine\", \"folder\": \"empty\", \"seed\": \"1\"}|400|invalid-property|seed is a whole number",
        "{\"name\": \"mine\", \"folder\": \"empty\", \"path\": \"x\"}|400|unknown-property|name, folder, seed",
        "{\"name\": \"mine\"|400|malformed-json|line 1",
      })
  void folderThatCannotBeRegisteredIsRefused(String json, int status, String type, String detail) {
    assertProblem(
        client.post("/datasets", "application/json", null, json.getBytes(StandardCharsets.UTF_8)),
        status,
        type,
        detail);
  }

  @Test
  void withoutARootNoFolderIsRegistered() {
    try (DatasetTestService closed = new DatasetTestService(folder.resolve("closed"))) {
      assertProblem(
          closed
              .client()
              .post(
                  "/datasets",
                  "application/json",
                  null,
                  "{\"name\": \"mine\", \"folder\": \"/etc\"}".getBytes(StandardCharsets.UTF_8)),
          403,
          "folder-not-allowed",
          "captioning.datasets.root is not set");
    }
  }

  @Test
  void uploadThatIsTooLargeIsRefusedHoweverItIsSent() {
    byte[] large = new byte[3_500_000];
    byte[] open =
        new MultipartBody().field("name", "mine").part("file", "a.zip", new byte[100]).open();

    assertProblem(upload(large), 413, "request-too-large", "3145728 bytes");
    assertProblem(
        client.post(
            "/datasets?name=mine",
            "application/zip",
            null,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))),
        413,
        "request-too-large",
        "3145728 bytes");
    assertProblem(
        client.post(
            "/datasets",
            new MultipartBody().contentType(),
            null,
            BodyPublishers.ofInputStream(
                () ->
                    new SequenceInputStream(
                        new ByteArrayInputStream(Arrays.copyOf(open, open.length - 2)),
                        new ByteArrayInputStream(large)))),
        413,
        "request-too-large",
        "3145728 bytes");
  }

  @Test
  void uploadThatBreaksOffIsRefused() throws IOException {
    byte[] zip = Zips.drawn(folder).bytes();
    String answer =
        client.exchange(
            "POST /datasets?name=mine HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/zip\nContent-Length: %d\n\n"
                .formatted(zip.length + 1),
            zip);

    assertProblem(answer, 400, "incomplete-body", "broke off after " + zip.length);
  }

  private static HttpResponse<String> upload(byte[] zip) {
    return client.post("/datasets?name=mine", "application/zip", null, zip);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }
}
