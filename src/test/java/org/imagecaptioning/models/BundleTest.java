package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.imagecaptioning.layers.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  @TempDir Path folder;

  private final Bundle bundle = BundleFixtures.bundle("colours", "1");

  @Test
  void isReadBackBitForBit() throws IOException {
    Path file = folder.resolve("models/colours/1.zip");
    Manifest written = new BundleWriter().write(file, bundle, Precision.F32);
    Bundle read = new BundleReader().read(file);
    assertThat(read.manifest()).isEqualTo(written);
    assertThat(read.manifest().withSha256(bundle.manifest().sha256())).isEqualTo(bundle.manifest());
    assertThat(read.encoder()).isEqualTo(bundle.encoder());
    assertThat(read.parameters()).isEqualTo(bundle.parameters());
    assertThat(read.vocabulary()).isEqualTo(bundle.vocabulary());
  }

  @Test
  void isTheSameFromMemory() throws IOException {
    Path file = folder.resolve("1.zip");
    new BundleWriter().write(file, bundle, Precision.F16);
    Bundle fromMemory = new BundleReader().read("class path", Files.readAllBytes(file));
    assertThat(fromMemory.parameters()).isEqualTo(new BundleReader().read(file).parameters());
  }

  @Test
  void equalBundlesAreEqualFilesInAnyTimeZone() throws IOException {
    Path here = folder.resolve("here.zip");
    Path there = folder.resolve("there.zip");
    new BundleWriter().write(here, bundle, Precision.F32);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      new BundleWriter().write(there, BundleFixtures.bundle("colours", "1"), Precision.F32);
    } finally {
      TimeZone.setDefault(zone);
    }
    assertThat(there).hasSameBinaryContentAs(here);
  }

  @Test
  void whatIsWrittenReplacesWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("1.zip");
    Files.writeString(file, "an older file");
    new BundleWriter().write(file, bundle, Precision.F32);
    assertThat(new BundleReader().read(file).manifest().name()).isEqualTo("colours");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).containsExactly("1.zip");
  }

  @Test
  void writingThatFailsLeavesNothing() {
    Bundle broken =
        new Bundle(
            bundle.manifest(),
            bundle.encoder(),
            with("b_vocab", new Tensor(List.of(7), new float[] {0, 0, 0, 0, 0, 0, Float.NaN})),
            bundle.vocabulary());
    assertThatThrownBy(
            () -> new BundleWriter().write(folder.resolve("1.zip"), broken, Precision.F32))
        .isInstanceOf(BundleException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void itsPartsFitEachOther() {
    assertThatThrownBy(
            () ->
                new Bundle(
                    bundle.manifest(),
                    bundle.encoder(),
                    with("Wh", new Tensor(List.of(20, 5), new float[100])),
                    bundle.vocabulary()))
        .hasMessageContaining("Wh has the shape [5, 20], not [20, 5]");
    assertThatThrownBy(
            () ->
                new Bundle(
                    bundle.manifest(),
                    bundle.encoder(),
                    with("extra", new Tensor(List.of(1), new float[1])),
                    bundle.vocabulary()))
        .hasMessageStartingWith("captioner.safetensors: ")
        .hasMessageContaining("extra");
    assertThatThrownBy(
            () ->
                new Bundle(
                    bundle.manifest(), new byte[0], bundle.parameters(), bundle.vocabulary()))
        .hasMessageContaining("encoder.onnx: it is empty");
  }

  private Map<String, Tensor> with(String name, Tensor tensor) {
    Map<String, Tensor> parameters = new TreeMap<>(bundle.parameters());
    parameters.put(name, tensor);
    return parameters;
  }
}
