package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.features.EncoderInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/** Bundles that are tried by real processes. */
@Timeout(180)
class TrialProcessTest {

  private static final Path NATIVES = Path.of("target", "natives").toAbsolutePath();

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    Path uploads = folder.resolve("uploads");
    if (Files.exists(uploads)) {
      try (Stream<Path> files = Files.list(uploads)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void aSoundBundlePasses() throws IOException {
    Path bundle = bundle("grid", 4, 2);
    assertThatCode(() -> trial().check(bundle)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grid               | it gives 4 places of 3 numbers, the manifest says 1 of 3",
        "not-a-number       | An encoder gives finite numbers; this one gives NaN",
        "weights-elsewhere  | another file",
        "foreign-operator   | com.example",
        "two-inputs         | An encoder takes one float32 input",
      })
  void anEncoderAtFaultIsNamedWithItsFault(String encoder, String fault) throws IOException {
    Path bundle = bundle(encoder, 1, 1);
    assertThatThrownBy(() -> trial().check(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("encoder.onnx: ")
        .hasMessageContaining(fault);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEncoderThatTakesAllMemoryIsRefused() throws IOException {
    Path bundle = bundle("hungry", 1, 1);
    assertThatThrownBy(() -> trial().check(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("encoder.onnx: ");
  }

  @Test
  void anEncoderWithoutEndIsKilled() throws IOException {
    Path bundle = bundle("endless", 1, 1);
    BundleTrial trial = trial(TrialMain.class, Duration.ofSeconds(5));
    assertThatThrownBy(() -> trial.check(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "encoder.onnx: opened and run once in a process of its own, it was not done after 5 s;"
                + " nothing of it was kept");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessThatCrashesIsAnEncoderAtFault() throws IOException {
    Path bundle = bundle("grid", 4, 2);
    BundleTrial trial = trial(Crash.class, Duration.ofSeconds(60));
    assertThatThrownBy(() -> trial.check(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("encoder.onnx: ")
        .hasMessageContaining("it ended with exit code");
  }

  @Test
  void aProcessThatEndsWithoutAVerdictProvesNothing() throws IOException {
    Path bundle = bundle("grid", 4, 2);
    BundleTrial trial = trial(Silence.class, Duration.ofSeconds(60));
    assertThatThrownBy(() -> trial.check(bundle)).hasMessageContaining("exit code 0");
  }

  @Test
  void anotherEntryAtFaultIsNamed() throws IOException {
    Path bundle = folder.resolve("cut.zip");
    byte[] whole = Files.readAllBytes(bundle("grid", 4, 2));
    Files.write(bundle, Arrays.copyOf(whole, whole.length - 10));
    assertThatThrownBy(() -> trial().check(bundle))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("the bundle: it is no complete zip");
  }

  private BundleTrial trial() {
    return trial(TrialMain.class, Duration.ofSeconds(60));
  }

  private BundleTrial trial(Class<?> main, Duration time) {
    return new TrialProcess(main, NATIVES, folder.resolve("uploads"), new TrialLimits(time, 10));
  }

  /** A bundle whose encoder is said to give so many places of 3 numbers. */
  private Path bundle(String encoder, int places, int rows) throws IOException {
    Manifest manifest =
        BundleFixtures.manifest(
            "real",
            "1",
            new Manifest.Encoder(
                encoder,
                new EncoderInput(8, 8, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                places,
                3,
                rows,
                places / rows));
    Bundle bundle =
        new Bundle(
            manifest,
            new ClassPathResource("encoder/" + encoder + ".onnx").getContentAsByteArray(),
            BundleFixtures.parameters(manifest.captioner(), 1),
            BundleFixtures.VOCABULARY);
    Path file = folder.resolve(encoder + ".zip");
    new BundleWriter().write(file, bundle, Precision.F32);
    return file;
  }

  /** Dies as native code does. */
  static final class Crash {

    private Crash() {}

    public static void main(String[] args) {
      ProcessHandle self = ProcessHandle.current();
      try {
        new ProcessBuilder("kill", "-SEGV", Long.toString(self.pid())).start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Ends in good order. */
  static final class Silence {

    private Silence() {}

    public static void main(String[] args) {}
  }
}
