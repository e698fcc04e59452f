package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.features.EncoderInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles whose encoder is in the configuration of whoever uses them. */
class ConfiguredBundleTest {

  private static final ConfiguredNetwork VGG =
      new ConfiguredNetwork("vgg16", "ab".repeat(32), "block5_pool", ChannelOrder.BGR);
  private static final Manifest.Encoder ENCODER =
      new Manifest.Encoder(
          "vgg16",
          new EncoderInput(8, 8, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
          1,
          3,
          1,
          1,
          Optional.of(VGG));

  @TempDir private Path folder;

  @Test
  void isReadBackAndHasNoEncoder() throws IOException {
    Bundle bundle = bundle(new byte[0]);
    Path file = folder.resolve("1.zip");
    new BundleWriter().write(file, bundle, Precision.F32);

    Bundle read = new BundleReader().read(file);

    assertThat(ZipFixture.entries(file))
        .containsOnlyKeys("manifest.json", "captioner.safetensors", "vocabulary.txt");
    assertThat(read.manifest().encoder()).isEqualTo(ENCODER);
    assertThat(read.encoder()).isEmpty();
    assertThat(read.parameters()).isEqualTo(bundle.parameters());
    assertThat(
            Catalog.entry(
                    new BundleSource.InFile(file), ModelDescription.Origin.HOME, new BundleReader())
                .encoderBytes())
        .isZero();
  }

  @Test
  void manifestNamesTheNetwork() {
    Manifest manifest = BundleFixtures.manifest("mine", "1", ENCODER);

    String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);

    assertThat(json).contains("\"network\": {", "\"name\": \"vgg16\"", "\"channelOrder\": \"bgr\"");
    assertThat(ManifestJson.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest);
  }

  @Test
  void networkThatCannotBeOneIsRefused() {
    for (String[] edit :
        new String[][] {
          {"ab".repeat(32), "AB", "64 digits"},
          {"\"bgr\"", "\"grb\"", "encoder.network.channelOrder"},
          {"\"layer\": \"block5_pool\"", "\"layer\": null", "encoder.network.layer"},
          {"\"layer\"", "\"more\": 1, \"layer\"", "no such property"}
        }) {
      String json =
          new String(
              ManifestJson.write(BundleFixtures.manifest("mine", "1", ENCODER)),
              StandardCharsets.UTF_8);
      assertThatExceptionOfType(BundleException.class)
          .isThrownBy(
              () ->
                  ManifestJson.read(
                      json.replace(edit[0], edit[1]).getBytes(StandardCharsets.UTF_8)))
          .withMessageContaining(edit[2]);
    }
  }

  @Test
  void encoderBesideAConfiguredOneIsRefused() throws IOException {
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> bundle(new byte[] {1}))
        .withMessageContaining("encoder.onnx: the manifest names a configured network");

    Map<String, byte[]> entries = new LinkedHashMap<>(entries(bundle(new byte[0])));
    entries.put("encoder.onnx", new byte[] {1});
    refused(entries, "encoder.onnx", "the manifest names a configured network");
  }

  @Test
  void encoderThatNobodyHasIsMissing() throws IOException {
    Map<String, byte[]> entries = entries(BundleFixtures.bundle("mine", "1"));
    entries.remove("encoder.onnx");

    refused(entries, "encoder.onnx", "the entry is missing");
  }

  @Test
  void modelIsRefusedWhereItsEncoderIsNotConfigured() {
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(
            () ->
                ModelLoader.open(
                    bundle(new byte[0]),
                    (onnx, input) -> {
                      throw new AssertionError("there is no ONNX to open");
                    }))
        .withMessageContainingAll("manifest.json", "vgg16");
  }

  private static Bundle bundle(byte[] encoder) {
    Manifest manifest = BundleFixtures.manifest("mine", "1", ENCODER);
    return new Bundle(
        manifest,
        encoder,
        BundleFixtures.parameters(manifest.captioner(), 1),
        BundleFixtures.VOCABULARY);
  }

  private Map<String, byte[]> entries(Bundle bundle) throws IOException {
    Path file = folder.resolve("whole.zip");
    new BundleWriter().write(file, bundle, Precision.F32);
    return ZipFixture.entries(file);
  }

  private static void refused(Map<String, byte[]> entries, String entry, String fault) {
    assertThatExceptionOfType(BundleException.class)
        .isThrownBy(() -> new BundleReader().read("bundle", ZipFixture.of(entries).bytes()))
        .withMessageStartingWith(entry + ": ")
        .withMessageContaining(fault);
  }
}
