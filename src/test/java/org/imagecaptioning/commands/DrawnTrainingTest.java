package org.imagecaptioning.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.Decoder;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.features.FeatureExtractor;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.Encoders;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The entire way, by the command line: drawn pictures, features, training, a bundle, captions. */
class DrawnTrainingTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @BeforeAll
  static void loadRuntime() {
    Encoders.loadRuntimeFromWhereItStays();
  }

  @Test
  void drawnScenesAreLearnedFromPixelsAndThenCaptionedExactly() throws IOException {
    Path drawn = folder.resolve("drawn");
    assertThat(run(new DrawCommand(terminal), "--out", drawn.toString(), "--images", "1500"))
        .isZero();
    String[] train = {
      "--dataset",
      drawn.toString(),
      "--name",
      "drawn",
      "--encoder",
      "tiny",
      "--home",
      folder.resolve("home").toString(),
      "--hidden",
      "128",
      "--embedding",
      "64",
      "--min-count",
      "1",
      "--epochs",
      "18",
      "--batch-size",
      "64",
      "--learning-rate",
      "4e-3",
      "--warmup-steps",
      "20",
      "--dropout",
      "0.1",
      "--threads",
      "2"
    };
    assertThat(run(new TrainCommand(terminal), train))
        .as(printed.toString(StandardCharsets.UTF_8))
        .isZero();
    Path file = folder.resolve("home/models/drawn/1.zip");
    Bundle bundle = new BundleReader().read(file);

    assertThat(exactCaptions(bundle, drawn)).isGreaterThan(0.95);
    assertThat(bundle.manifest().training().images()).isEqualTo(1200);
    assertThat(bundle.manifest().scores())
        .extracting(score -> score.split())
        .containsExactly("val", "test");

    // what is kept is used again: the same command has nothing left to do, and makes the same
    assertThat(run(new TrainCommand(terminal), train)).isZero();
    Bundle again = new BundleReader().read(file);
    assertThat(again.parameters()).isEqualTo(bundle.parameters());
    assertThat(again.manifest().scores()).isEqualTo(bundle.manifest().scores());
  }

  /** The share of test pictures whose caption is word for word the one they were drawn from. */
  private double exactCaptions(Bundle bundle, Path drawn) throws IOException {
    Dataset dataset = DatasetReaders.read(drawn);
    List<CaptionedImage> images = dataset.images(Split.TEST);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    Captioner captioner = new Captioner(bundle.manifest().captioner(), bundle.parameters());
    int exact = 0;
    try (FeatureExtractor encoder =
        new OnnxEncoders(folder.resolve("home/natives"), new EncoderSettings(1))
            .open(bundle.encoder(), bundle.manifest().encoder().input())) {
      for (CaptionedImage image : images) {
        float[] features = encoder.extract(decoder.decode(Files.readAllBytes(image.file()))).mean();
        String caption =
            bundle
                .vocabulary()
                .decode(
                    Decoder.of(bundle.manifest().decoding().options())
                        .decode(captioner.scorer(features))
                        .get(0)
                        .indexes());
        exact += caption.equals(image.captions().get(0)) ? 1 : 0;
      }
    }
    return (double) exact / images.size();
  }

  @Test
  void aDataSetThatIsNoneIsOneSentenceAndExitCodeOne() throws IOException {
    assertThat(Commands.concern(new String[] {"train"})).isTrue();
    assertThat(Commands.concern(new String[] {"--server.port=1"})).isFalse();
    assertThat(Commands.concern(new String[0])).isFalse();
    String[] train = {"train", "--dataset", folder.toString(), "--name", "x", "--encoder", "tiny"};
    assertThat(Commands.run(train)).isEqualTo(1);
    assertThat(Commands.run(new String[] {"train", "--epochs", "x"})).isEqualTo(2);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static int run(Object command, String... arguments) {
    return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
  }
}
