package org.imagecaptioning.features.dl4j;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.imagecaptioning.features.ChannelOrder;
import org.imagecaptioning.features.ConfiguredNetwork;
import org.imagecaptioning.features.EncoderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a network or its settings is said. */
class UnsoundNetworksTest {

  @TempDir private Path folder;

  @Test
  void layerThatIsNotThereIsToldWithThoseThatAre() {
    refused(() -> Networks.open(Networks.functional("pol")), "no layer 'pol'", "conv2, pool, mean");
    refused(() -> Networks.open(Networks.sequential("flatten")), "it has conv, pool, fc1");
  }

  @Test
  void fileThatIsNotThereIsTold() {
    refused(
        () -> Networks.open(Networks.small(folder.resolve("none.zip"), "grid")),
        "none.zip cannot be read");
  }

  @Test
  void fileOfAnotherKindIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("network.txt"), "a network, honestly");

    refused(
        () -> Networks.open(Networks.small(file, "grid")),
        "network.txt is neither a zip of DL4J's ModelSerializer nor an HDF5 file of Keras");
  }

  @Test
  void zipWithoutANetworkIsTold() throws IOException {
    refused(
        () -> Networks.open(Networks.small(zip("readme.txt", "nothing"), "grid")),
        "is no network that DL4J can read",
        "configuration.json");
    refused(
        () -> Networks.open(Networks.small(zip("configuration.json", "{"), "grid")),
        "is no network that DL4J can read");
  }

  @Test
  void cutOffFileOfKerasIsTold() throws IOException {
    byte[] whole = Files.readAllBytes(Networks.FUNCTIONAL);
    Path file = folder.resolve("cut.h5");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    refused(() -> Networks.open(Networks.small(file, "pool")), "cut.h5 is no Keras network");
  }

  @Test
  void weightsWithoutANetworkAreTold() {
    Path file = folder.resolve("weights.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("kernel", new float[] {1, 2});
    }

    refused(
        () -> Networks.open(Networks.small(file, "pool")), "weights but no network", "model.save");
  }

  @Test
  void fileOfKeras3IsTold() {
    Path file = folder.resolve("new.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", "{}");
      hdf.putAttribute("keras_version", "3.4.1");
    }

    refused(() -> Networks.open(Networks.small(file, "pool")), "Keras 3.4.1", "Keras 1 and 2");
  }

  @Test
  void pictureThatDoesNotFitTheNetworkIsTold() {
    NetworkSettings narrow =
        new NetworkSettings(
            Networks.SEQUENTIAL, "fc1", 16, 16, List.of(0f), List.of(1f), ChannelOrder.RGB, 1);

    refused(() -> Networks.open(narrow), "captioning.encoders.mine", "16 x 16 in 3 colours");
  }

  @Test
  void bundleThatWantsAnotherNetworkIsRefusedWithWords() {
    ConfiguredEncoders encoders =
        new ConfiguredEncoders(new NetworksSettings(Map.of("mine", Networks.functional("pool"))));
    ConfiguredNetwork mine = encoders.describe("mine");

    refused(
        () ->
            encoders.open(
                new ConfiguredNetwork("vgg16", mine.sha256(), "pool", ChannelOrder.RGB),
                Networks.functional("pool").input()),
        "no encoder 'vgg16' in the configuration (captioning.encoders.vgg16); there is mine");
    refused(
        () ->
            encoders.open(
                new ConfiguredNetwork("mine", "0".repeat(64), "pool", ChannelOrder.RGB),
                Networks.functional("pool").input()),
        "captioning.encoders.mine is not the encoder",
        "SHA-256 of the file was " + "0".repeat(64) + ", and is " + mine.sha256());
    refused(
        () ->
            encoders.open(
                new ConfiguredNetwork("mine", mine.sha256(), "conv2", ChannelOrder.RGB),
                Networks.functional("pool").input()),
        "layer was conv2, and is pool");
    refused(() -> encoders.open(mine, Networks.sequential("pool").input()), "input", "width=24");
  }

  private Path zip(String entry, String content) throws IOException {
    Path file = folder.resolve("network.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void refused(ThrowingCallable open, String... words) {
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(open)
        .withMessageContainingAll(words);
  }
}
