package org.imagecaptioning.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProcessLockTest {

  private static final int PROCESSES = 3;
  private static final int THREADS = 2;
  private static final int EACH = 50;

  @TempDir Path folder;

  @Test
  void nothingIsLostBetweenThreadsOfManyProcesses() throws IOException, InterruptedException {
    Path number = Files.writeString(folder.resolve("number"), "0");
    List<Process> counters = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      counters.add(counter(number));
    }
    for (Process counter : counters) {
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(counter.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(output.lines()).isEmpty();
      }
      assertThat(counter.waitFor()).isZero();
    }
    assertThat(number).hasContent(Integer.toString(PROCESSES * THREADS * EACH));
  }

  @Test
  void whoHasItMayTakeItAgainAndGivesItBackWhenWorkFails() throws IOException {
    Path file = folder.resolve("new/lock");
    assertThat(new ProcessLock(file).holding(() -> new ProcessLock(file).holding(() -> "in")))
        .isEqualTo("in");
    assertThatThrownBy(
            () ->
                new ProcessLock(file)
                    .holdingWhile(
                        () -> {
                          throw new IOException("work fails");
                        }))
        .hasMessage("work fails");
    assertThat(new ProcessLock(file).holding(() -> "free")).isEqualTo("free");
  }

  private static Process counter(Path number) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Counter.class.getName(),
            number.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Adds to the number in a file. */
  static final class Counter {

    private Counter() {}

    public static void main(String[] args) {
      Path number = Path.of(args[0]);
      ProcessLock lock = new ProcessLock(number.resolveSibling("lock"));
      Stream.generate(() -> number)
          .limit((long) THREADS * EACH)
          .parallel()
          .forEach(counted -> lock.holding(() -> add(counted)));
    }

    private static int add(Path number) {
      try {
        int next = Integer.parseInt(Files.readString(number)) + 1;
        Files.writeString(number, Integer.toString(next));
        return next;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
