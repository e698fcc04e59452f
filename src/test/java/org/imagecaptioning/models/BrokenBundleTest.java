package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenBundleTest {

  @TempDir Path folder;

  private Map<String, byte[]> entries = Map.of();

  @BeforeEach
  void writeWholeBundle() throws IOException {
    Path file = folder.resolve("1.zip");
    new BundleWriter().write(file, BundleFixtures.bundle("colours", "1"), Precision.F32);
    entries = ZipFixture.entries(file);
    // What the tests below break is read as long as it is whole.
    new BundleReader().read("whole", ZipFixture.of(entries).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"manifest.json", "encoder.onnx", "captioner.safetensors", "vocabulary.txt"})
  void missingEntry(String name) {
    Map<String, byte[]> rest = new LinkedHashMap<>(entries);
    rest.remove(name);
    refused(ZipFixture.of(rest).bytes(), name, "missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encoder.onnx", "captioner.safetensors", "vocabulary.txt"})
  void changedEntry(String name) {
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    changed.computeIfPresent(name, (key, content) -> flipped(content));
    refused(ZipFixture.of(changed).bytes(), name, "the entry was changed: its SHA-256 is");
  }

  @ParameterizedTest
  @CsvSource({
    "readme.txt, no such entry",
    "../manifest.json, climbs",
    "a/../../b, climbs",
    "..\\b, climbs",
    "/manifest.json, absolute",
    "\\manifest.json, absolute",
    "C:manifest.json, absolute",
    "folder/, directory",
    "Manifest.json, no such entry",
    "./manifest.json, no such entry"
  })
  void extraEntry(String name, String fault) {
    // Commons Compress makes a \ a / where it thinks of a name as one of Windows.
    byte[] zip = ZipFixture.of(entries).put(new RawName(name), new byte[0]).bytes();
    refused(zip, name.replace('\\', '/'), fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "vocabulary.txt"})
  void duplicatedEntry(String name) {
    byte[] zip = ZipFixture.of(entries).put(name, new byte[] {1}).bytes();
    refused(zip, name, "twice");
  }

  @Test
  void link() {
    Map<String, byte[]> rest = new LinkedHashMap<>(entries);
    rest.remove("vocabulary.txt");
    ZipArchiveEntry link = new ZipArchiveEntry("vocabulary.txt");
    link.setUnixMode(0120777);
    byte[] target = "/etc/passwd".getBytes(StandardCharsets.UTF_8);
    refused(ZipFixture.of(rest).put(link, target).bytes(), "vocabulary.txt", "link");
  }

  @Test
  void hashThatIsMissingFromTheManifest() {
    refusedWith(
        "manifest.json", text -> text.replaceAll("\"encoder.onnx\": \"[0-9a-f]*\",", ""), "sha256");
  }

  @Test
  void manifestThatIsNoJson() {
    refusedWith("manifest.json", text -> text.substring(5), "manifest.json");
  }

  @Test
  void parametersOfOtherShapes() {
    refusedWith("manifest.json", text -> text.replace("\"hidden\": 5", "\"hidden\": 6"), "shape");
  }

  @Test
  void parametersThatAreNotFinite() {
    UnaryOperator<byte[]> nan =
        content -> {
          byte[] edited = content.clone();
          Arrays.fill(edited, edited.length - 4, edited.length, (byte) 0xff);
          return edited;
        };
    refused(
        ZipFixture.of(ZipFixture.edited(entries, "captioner.safetensors", nan)).bytes(),
        "captioner.safetensors",
        "holds NaN");
  }

  @Test
  void vocabularyOfOtherSize() {
    refusedWith("vocabulary.txt", text -> text + "more\n", "it has 8 words, the captioner 7");
  }

  @Test
  void vocabularyThatIsNone() {
    refusedWith("vocabulary.txt", text -> text.replace("<END>", "end"), "begins with");
    refusedWith("vocabulary.txt", text -> text.replace("chien", "a"), "comes twice");
    refusedWith("vocabulary.txt", text -> text.replace("\n", "\r\n"), "begins with");
    refusedWith("vocabulary.txt", String::stripTrailing, "no end");
    refused(
        ZipFixture.of(
                ZipFixture.edited(
                    entries,
                    "vocabulary.txt",
                    content ->
                        new String(content, StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.ISO_8859_1)))
            .bytes(),
        "vocabulary.txt",
        "UTF-8");
  }

  @Test
  void noZipOrHalfAZip() {
    byte[] whole = ZipFixture.of(entries).bytes();
    refused(new byte[0], "bundle", "no complete zip");
    refused(new byte[1000], "bundle", "no complete zip");
    refused(Arrays.copyOf(whole, whole.length / 2), "bundle", "no complete zip");
  }

  @Test
  void bitThatFlippedInTheManifest() {
    byte[] zip = ZipFixture.of(entries).bytes();
    // The first entry's deflated bytes, past its local header.
    zip[60] ^= 0x10;
    refused(zip, "manifest.json", "damaged");
  }

  @Test
  void bomb() {
    UnaryOperator<byte[]> zeros = content -> new byte[10_000_000];
    refused(
        ZipFixture.of(ZipFixture.edited(entries, "encoder.onnx", zeros)).bytes(),
        "encoder.onnx",
        "at most 200 times");
  }

  @Test
  void bombThatLiesAboutItsSize() throws IOException {
    UnaryOperator<byte[]> zeros = content -> new byte[10_000_000];
    byte[] zip = ZipFixture.of(ZipFixture.edited(entries, "encoder.onnx", zeros)).bytes();
    sizeInCentralDirectory(zip, "encoder.onnx", 1000);
    refused(zip, "encoder.onnx", "damaged");
  }

  @Test
  void entriesThatAreTooLarge() {
    byte[] zip = ZipFixture.of(entries).bytes();
    int encoder = entries.getOrDefault("encoder.onnx", new byte[0]).length;
    int all = entries.values().stream().mapToInt(entry -> entry.length).sum();
    assertThatThrownBy(
            () -> new BundleReader(new BundleLimits(encoder, all, 200)).read("bundle", zip))
        .hasMessageContaining("the entry has at most %d bytes".formatted(encoder));
    assertThatThrownBy(
            () -> new BundleReader(new BundleLimits(all, all - 1, 200)).read("bundle", zip))
        .hasMessageStartingWith("vocabulary.txt: ")
        .hasMessageContaining("unpacks to more than %d bytes".formatted(all - 1));
    new BundleReader(new BundleLimits(all, all, 200)).read("bundle", zip);
  }

  private void refusedWith(String entry, UnaryOperator<String> edit, String fault) {
    UnaryOperator<byte[]> bytes =
        content ->
            edit.apply(new String(content, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    byte[] zip = ZipFixture.of(ZipFixture.edited(entries, entry, bytes)).bytes();
    assertThatThrownBy(() -> new BundleReader().read("bundle", zip))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(fault);
  }

  private static void refused(byte[] zip, String entry, String fault) {
    assertThatThrownBy(() -> new BundleReader().read("bundle", zip))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith(entry + ": ")
        .hasMessageContaining(fault);
  }

  private static byte[] flipped(byte[] content) {
    byte[] flipped = content.clone();
    flipped[flipped.length / 2] ^= 1;
    return flipped;
  }

  /** Overwrites what the last central header of this name says an entry unpacks to. */
  private static void sizeInCentralDirectory(byte[] zip, String name, int size) {
    int at = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(name) - 46 + 24;
    for (int i = 0; i < 4; i++) {
      zip[at + i] = (byte) (size >>> (8 * i));
    }
  }

  /** Keeps a name as it is given. */
  private static final class RawName extends ZipArchiveEntry {

    RawName(String name) {
      super("x");
      super.setName(name, name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void setName(String name) {
      super.setName(name);
    }
  }
}
