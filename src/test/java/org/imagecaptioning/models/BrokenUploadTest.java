package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.models.ModelsHttpTest.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
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
import org.springframework.core.io.ClassPathResource;

/** Bundles that are broken in every way, sent to the whole service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class BrokenUploadTest {

  @TempDir static Path folder;

  private Path home;
  private RunningService service;
  private Map<String, byte[]> whole;

  @BeforeAll
  void start() throws IOException {
    home = RunningService.freshHome("broken-uploads");
    service = RunningService.start(home);
    Files.write(folder.resolve("whole.zip"), RunningService.zip(folder, "broken", 1));
    whole = ZipFixture.entries(folder.resolve("whole.zip"));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(home.resolve("models/broken")).doesNotExist();
    assertThat(RunningService.json(service.get("/models")).at("/models")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"manifest.json", "encoder.onnx", "captioner.safetensors", "vocabulary.txt"})
  void missingEntry(String name) {
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    entries.remove(name);
    refused(ZipFixture.of(entries).bytes(), name + ": the entry is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.onnx", "captioner.safetensors", "vocabulary.txt"})
  void changedEntry(String name) {
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    entries.computeIfPresent(name, (key, bytes) -> Arrays.copyOf(bytes, bytes.length + 1));
    refused(ZipFixture.of(entries).bytes(), name + ": the entry was changed");
  }

  @ParameterizedTest
  @CsvSource({
    "readme.txt, a bundle has no such entry",
    "../../encoder.onnx, climbs",
    "/etc/passwd, absolute",
    "weights.bin, a bundle has no such entry"
  })
  void entryThatShouldNotBeThere(String name, String fault) {
    byte[] zip = ZipFixture.of(whole).put(name, new byte[1]).bytes();
    refused(zip, name + ": ", fault);
  }

  @Test
  void entryThatComesTwice() {
    byte[] zip = ZipFixture.of(whole).put("encoder.onnx", new byte[1]).bytes();
    refused(zip, "encoder.onnx: the entry comes twice");
  }

  @Test
  void link() {
    ZipArchiveEntry link = new ZipArchiveEntry("encoder.onnx");
    link.setUnixMode(UnixStat.LINK_FLAG | 0777);
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    entries.remove("encoder.onnx");
    byte[] zip =
        ZipFixture.of(entries).put(link, "/etc/passwd".getBytes(StandardCharsets.UTF_8)).bytes();
    refused(zip, "encoder.onnx: the entry is a link");
  }

  @Test
  void bomb() {
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    entries.put("encoder.onnx", new byte[50 << 20]);
    refused(ZipFixture.of(entries).bytes(), "encoder.onnx: the entry unpacks to at most 200 times");
  }

  @Test
  void halfAZip() throws IOException {
    byte[] zip = Files.readAllBytes(folder.resolve("whole.zip"));
    refused(Arrays.copyOf(zip, zip.length / 2), "the bundle: it is no complete zip");
  }

  @Test
  void emptyBody() {
    refused(new byte[0], "the bundle: it is no complete zip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"formatVersion\": 1  | \"formatVersion\": 2   | manifest.json: the property formatVersion",
        "\"name\": \"broken\"  | \"name\": \"Broken\"   | manifest.json: ",
        "\"name\": \"broken\"  | \"name\": \"active\"   | manifest.json: ",
        "\"cell\": \"lstm\"    | \"cell\": \"magic\"    | manifest.json: captioner.cell",
        "\"depth\": 3          | \"depth\": 4           | manifest.json: ",
        "\"licence\"           | \"license\"            | manifest.json: licence: Missing",
        "\"hidden\": 5         | \"hidden\": 6          | captioner.safetensors: ",
        "\"vocabulary\": 7     | \"vocabulary\": 8      | vocabulary.txt: ",
      })
  void manifestAtFault(String sound, String broken, String fault) {
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    String json = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
    assertThat(json).contains(sound);
    entries.put("manifest.json", json.replace(sound, broken).getBytes(StandardCharsets.UTF_8));
    refused(ZipFixture.of(entries).bytes(), fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two-inputs         | An encoder takes one float32 input",
        "weights-elsewhere  | another file",
        "foreign-operator   | com.example",
        "not-a-number       | finite numbers",
      })
  void encoderAtFault(String encoder, String fault) throws IOException {
    byte[] onnx = new ClassPathResource("encoder/" + encoder + ".onnx").getContentAsByteArray();
    refused(withHash("encoder.onnx", before -> onnx), "encoder.onnx: ", fault);
  }

  @Test
  void encoderThatIsNone() {
    refused(
        withHash("encoder.onnx", onnx -> "none".getBytes(StandardCharsets.UTF_8)),
        "encoder.onnx: ");
  }

  @Test
  void parametersThatAreNone() {
    refused(withHash("captioner.safetensors", bytes -> new byte[9]), "captioner.safetensors: ");
  }

  /** A bundle broken on disk, by a failing disk or a careless hand, is refused as well. */
  @Test
  void modelThatBrokeAfterItWasKept() throws IOException {
    Path file = home.resolve("models/rotten/1.zip");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Map<String, byte[]> entries = new LinkedHashMap<>(whole);
    entries.computeIfPresent(
        "manifest.json",
        (key, json) ->
            new String(json, StandardCharsets.UTF_8)
                .replace("\"broken\"", "\"rotten\"")
                .getBytes(StandardCharsets.UTF_8));
    entries.put("vocabulary.txt", new byte[] {1});
    Files.write(file, ZipFixture.of(entries).bytes());

    problem(service.activate("rotten", "1"), 422, "broken-bundle", "vocabulary.txt: ");

    assertThat(RunningService.json(service.get("/models/active")).at("/name").asString())
        .isEqualTo("flickr8k-attention");
    assertThat(service.delete("/models/rotten").statusCode()).isEqualTo(204);
  }

  private byte[] withHash(String name, UnaryOperator<byte[]> edit) {
    return ZipFixture.of(ZipFixture.edited(whole, name, edit)).bytes();
  }

  private void refused(byte[] zip, String... detail) {
    for (String part : detail) {
      problem(service.upload(zip), 422, "broken-bundle", part);
    }
  }
}
