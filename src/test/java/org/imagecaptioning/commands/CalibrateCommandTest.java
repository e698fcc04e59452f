package org.imagecaptioning.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.features.onnx.Encoders;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.BundleReader;
import org.imagecaptioning.models.Confidence;
import org.imagecaptioning.models.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(told, true, StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @BeforeAll
  static void loadRuntime() {
    Encoders.loadRuntimeFromWhereItStays();
  }

  @Test
  void bundleSaysHowFarItsCaptionsCanBeTrustedAndIsElseWhatItWas() {
    String drawn = folder.resolve("drawn").toString();
    String home = folder.resolve("home").toString();
    assertThat(run(new DrawCommand(terminal), "--out", drawn, "--images", "300")).isZero();
    List<String> train =
        List.of("--name", "drawn", "--encoder", "tiny", "--hidden", "32", "--epochs", "3");
    assertThat(run(new TrainCommand(terminal), List.of("--dataset", drawn, "--home", home), train))
        .as(told.toString(StandardCharsets.UTF_8))
        .isZero();
    Path file = folder.resolve("home/models/drawn/1.zip");
    Path calibrated = folder.resolve("calibrated.zip");
    List<String> calibrate =
        List.of("--model", file.toString(), "--dataset", drawn, "--out", calibrated.toString());
    PrintStream table = new PrintStream(printed, true, StandardCharsets.UTF_8);

    assertThat(
            run(
                new CalibrateCommand(table, terminal),
                calibrate,
                List.of("--home", home, "--good", "2", "--uncertain-below", "0.3")))
        .as(told.toString(StandardCharsets.UTF_8))
        .isZero();

    Bundle before = new BundleReader().read(file);
    Bundle after = new BundleReader().read(calibrated);
    assertThat(after.manifest().sha256()).isEqualTo(before.manifest().sha256());
    assertThat(after.manifest().scores()).isEqualTo(before.manifest().scores());
    Confidence confidence = after.manifest().confidence().orElseThrow();
    assertThat(confidence.split()).isEqualTo("val");
    assertThat(confidence.cider()).isEqualTo(2);
    assertThat(confidence.uncertainBelow()).isEqualTo(0.3);
    List<String> rows = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(rows).hasSize(12);
    assertThat(rows.get(0)).startsWith("captions\t");
    assertThat(rows.get(11)).startsWith("30\t");
    assertThat(rows.subList(1, 11)).allSatisfy(row -> assertThat(row).startsWith("3\t"));

    assertThat(after.manifest().decoding()).isEqualTo(before.manifest().decoding());
    decodingThatIsChosenBecomesTheBundles(file, drawn, home);

    String again = String.join(" ", calibrate) + " --home " + home;
    assertThat(Commands.run(("calibrate " + again).split(" "))).isEqualTo(1);
    assertThat(new BundleReader().read(calibrated).manifest()).isEqualTo(after.manifest());
  }

  private void decodingThatIsChosenBecomesTheBundles(Path file, String drawn, String home) {
    String out = folder.resolve("longer.zip").toString();
    List<String> heldOut =
        List.of(
            "--dataset",
            drawn,
            "--home",
            home,
            "--beam-size",
            "2",
            "--length-penalty",
            "1.2",
            "--max-length",
            "6",
            "--min-length",
            "2",
            "--no-repeat-trigram",
            "--no-immediate-repeat");
    List<String> calibrate = List.of("--model", file.toString(), "--out", out);
    assertThat(run(new CalibrateCommand(terminal, terminal), calibrate, heldOut)).isZero();

    Manifest manifest = new BundleReader().read(Path.of(out)).manifest();
    assertThat(manifest.decoding())
        .isEqualTo(new Manifest.Decoding(DecodingOptions.Strategy.BEAM, 2, 6, 2, 1.2, true, true));
    Manifest.Score score =
        manifest.scores().stream()
            .filter(its -> its.split().equals("val"))
            .findFirst()
            .orElseThrow();
    assertThat(score.decoding())
        .isEqualTo("beam 2, length penalty 1.2, no trigram twice, nothing again at once");

    // what it chooses by itself, an evaluation finds without being told
    printed.reset();
    PrintStream result = new PrintStream(printed, true, StandardCharsets.UTF_8);
    List<String> evaluate = List.of("--model", out, "--dataset", drawn, "--home", home);
    assertThat(run(new EvaluateCommand(result, terminal), evaluate, List.of())).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(score.decoding())
        .contains(score.metrics().toString());
    // asked together with itself, it says the same
    printed.reset();
    assertThat(run(new EvaluateCommand(result, terminal), evaluate, List.of("--with", out)))
        .isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(" with ")
        .contains(score.metrics().toString());
    // and with one that sees otherwise, nothing
    printed.reset();
    assertThat(
            run(new EvaluateCommand(result, terminal), evaluate, List.of("--with", "flickr8k-rnn")))
        .isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    // and told otherwise, it is another
    printed.reset();
    List<String> otherwise = List.of("--no-repeat-trigram=false", "--beam-size=1");
    assertThat(run(new EvaluateCommand(result, terminal), evaluate, otherwise)).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("beam 1, length penalty 1.2, nothing again at once");
  }

  private static int run(Object command, String... arguments) {
    return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
  }

  private static int run(Object command, List<String> some, List<String> more) {
    return run(command, Stream.concat(some.stream(), more.stream()).toArray(String[]::new));
  }
}
