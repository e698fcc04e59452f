package org.imagecaptioning.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptioningHomeTest {

  @TempDir Path folder;

  @Test
  void isMadeWithWhatIsAskedForAndNothingElse() {
    Path path = folder.resolve("a/b");
    try (CaptioningHome home = CaptioningHome.open(path)) {
      assertThat(path).isDirectoryNotContaining(entry -> Files.isDirectory(entry));
      assertThat(home.models()).isDirectory().isEqualTo(home.path().resolve("models"));
      assertThat(home.directory("datasets")).isDirectory();
    }
  }

  @Test
  void anotherProcessIsToldWhoHasTheLock() throws IOException, InterruptedException {
    Process holder = start(folder, "alone");
    try (BufferedReader reader = reader(holder)) {
      assertThat(reader.readLine()).isEqualTo("open 1");
      assertThatThrownBy(() -> CaptioningHome.open(folder))
          .isInstanceOf(HomeException.class)
          .hasMessageContaining(folder.toRealPath().resolve("lock").toString())
          .hasMessageContaining("by process " + holder.pid());
      // Told to end by the end of its input; killed, it would give the lock back as well.
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    CaptioningHome.open(folder).close();
  }

  @Test
  void theLockEndsWithAProcessThatIsKilled() throws IOException, InterruptedException {
    Process holder = start(folder, "alone");
    try (BufferedReader reader = reader(holder)) {
      assertThat(reader.readLine()).isEqualTo("open 1");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    CaptioningHome.open(folder).close();
  }

  @Test
  void aSecondAttemptOfTheSameProcessFailsAndLeavesTheLock()
      throws IOException, InterruptedException {
    try (CaptioningHome home = CaptioningHome.open(folder)) {
      assertThatThrownBy(
              () -> CaptioningHome.open(home.path().resolve("../" + folder.getFileName())))
          .isInstanceOf(HomeException.class)
          .hasMessageContaining("by process " + ProcessHandle.current().pid());
      Process other = start(folder, "alone");
      try (BufferedReader reader = reader(other)) {
        assertThat(reader.readLine()).contains("is locked by process");
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void canBeOpenedAgainOnceItWasClosed() {
    CaptioningHome first = CaptioningHome.open(folder);
    first.close();
    first.close();
    try (CaptioningHome second = CaptioningHome.open(folder)) {
      first.close();
      assertThatThrownBy(() -> CaptioningHome.open(second.path()))
          .isInstanceOf(HomeException.class);
    }
  }

  @Test
  void processesThatShareAHomeHaveFoldersOfTheirOwnInIt() throws IOException, InterruptedException {
    Process other = start(folder, "shared");
    try (BufferedReader reader = reader(other)) {
      assertThat(reader.readLine()).isEqualTo("open 1");
      try (CaptioningHome home = CaptioningHome.openShared(folder)) {
        assertThat(home.place()).isEqualTo(2);
        assertThat(home.natives()).isEqualTo(home.path().resolve("natives/replica-2"));
        assertThat(home.uploads()).isEqualTo(home.path().resolve("uploads/replica-2"));
        assertThat(home.models()).isEqualTo(home.path().resolve("models"));
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (CaptioningHome home = CaptioningHome.openShared(folder)) {
      assertThat(home.place()).as("that of the one that was killed").isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"alone, shared", "shared, alone"})
  void nobodySharesWithOneThatHasItAlone(String one, String another)
      throws IOException, InterruptedException {
    Process holder = start(folder, one);
    Process refused = null;
    try (BufferedReader reader = reader(holder)) {
      assertThat(reader.readLine()).isEqualTo("open 1");
      refused = start(folder, another);
      try (BufferedReader answer = reader(refused)) {
        assertThat(answer.readLine())
            .contains("Another service uses this captioning.home", "the same PostgreSQL");
      }
    } finally {
      holder.destroyForcibly().waitFor();
      if (refused != null) {
        refused.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void aPathThatIsNoDirectoryIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> CaptioningHome.open(file))
        .isInstanceOf(HomeException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> CaptioningHome.open(file.resolve("home")))
        .isInstanceOf(HomeException.class)
        .hasMessageContaining("captioning.home must be a directory");
  }

  @Test
  void aLockThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("lock"));
    assertThatThrownBy(() -> CaptioningHome.open(folder))
        .isInstanceOf(HomeException.class)
        .hasMessageContaining("cannot be used");
    // And is not taken for held afterwards.
    Files.delete(folder.resolve("lock"));
    CaptioningHome.open(folder).close();
  }

  @Test
  void javaCppUnpacksIntoItUnlessTheOperatorSaidWhere() {
    String property = "org.bytedeco.javacpp.cachedir";
    String before = System.getProperty(property);
    try (CaptioningHome home = CaptioningHome.open(folder)) {
      System.clearProperty(property);
      home.useForNatives();
      assertThat(Path.of(System.getProperty(property, "")))
          .isDirectory()
          .isEqualTo(home.natives().resolve("javacpp"));
      System.setProperty(property, "/elsewhere");
      home.useForNatives();
      assertThat(System.getProperty(property)).isEqualTo("/elsewhere");
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }

  private static Process start(Path home, String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HomeHolder.class.getName(),
            home.toString(),
            how)
        .redirectErrorStream(true)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
