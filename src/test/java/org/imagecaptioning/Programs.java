package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs that the tests use where they are installed. */
public final class Programs {

  private Programs() {}

  /** Where a program is; skips the test if it is nowhere. */
  public static Path find(String name, String from) {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), name + " is not installed; " + from + " has it");
    return found.orElseThrow();
  }

  /** A port that nothing listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What a program prints; it has to succeed. */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(Path.of("target"), "program", ".txt");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String said = Files.readString(output);
    assertThat(exit).as(said).isZero();
    return said;
  }
}
