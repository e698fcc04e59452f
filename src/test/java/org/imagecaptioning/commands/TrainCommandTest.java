package org.imagecaptioning.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.features.onnx.Encoders;
import org.imagecaptioning.models.BundleReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @BeforeAll
  static void loadRuntime() {
    Encoders.loadRuntimeFromWhereItStays();
  }

  @BeforeEach
  void draw() throws IOException {
    DrawnDataset.write(folder.resolve("drawn"), 40, 1);
  }

  @Test
  void viewsAndMirrorAreOptions() throws IOException {
    assertThat(options("three", "--views", "3", "--mirror"))
        .containsEntry("views", "3")
        .containsEntry("mirror", "true");
    assertThat(features()).as("of three splits, and of two other views").isEqualTo(5);
    assertThat(options("two", "--views", "2")).containsEntry("mirror", "false");
    assertThat(options("one")).containsEntry("views", "1").containsEntry("mirror", "false");
    assertThat(features()).as("a view that is not mirrored is another").isEqualTo(6);
  }

  @Test
  void whatCannotBeIsSaidInASentence() {
    assertThat(train("x", "--mirror")).isOne();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("mirror is false where views is 1");
  }

  private Map<String, String> options(String name, String... chosen) {
    assertThat(train(name, chosen)).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    return new BundleReader()
        .read(folder.resolve("home/models/" + name + "/1.zip"))
        .manifest()
        .training()
        .options();
  }

  private int train(String name, String... chosen) {
    PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--dataset", folder.resolve("drawn").toString(),
                "--home", folder.resolve("home").toString(),
                "--name", name,
                "--encoder", "tiny",
                "--hidden", "8",
                "--embedding", "8",
                "--epochs", "1"));
    arguments.addAll(List.of(chosen));
    return new CommandLine(new TrainCommand(terminal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              terminal.println(e.getMessage());
              return 1;
            })
        .execute(arguments.toArray(String[]::new));
  }

  private long features() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/features"))) {
      return files.count();
    }
  }
}
