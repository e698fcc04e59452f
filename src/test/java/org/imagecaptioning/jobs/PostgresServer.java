package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.imagecaptioning.Programs;

/**
 * A real PostgreSQL in a temporary folder, on this machine alone. It does not run as root: where
 * the tests do, it runs as the user that its package made.
 */
final class PostgresServer implements AutoCloseable {

  static final String USER = "captioning";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path binaries;
  private final Path folder;
  private final int port;
  private boolean up;

  private PostgresServer(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one; skips the test if PostgreSQL is not installed. */
  static PostgresServer start() {
    Optional<Path> binaries = binaries();
    assumeTrue(
        binaries.isPresent(),
        "PostgreSQL is not installed: there is no /usr/lib/postgresql/*/bin/initdb");
    try {
      Path folder = Files.createTempDirectory("captioning-postgres");
      if (isRoot()) {
        Files.setOwner(
            folder,
            folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(runner()));
      }
      PostgresServer server = new PostgresServer(binaries.get(), folder, Programs.freePort());
      server.run("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "-N");
      server.up();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** An empty database of its own. */
  String newDatabase() {
    String name = "jobs" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return url(name);
  }

  /** What a service is told to use it. */
  String[] settings(String url) {
    return new String[] {
      "--spring.datasource.url=" + url, "--spring.datasource.username=" + USER,
    };
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  void up() {
    up = true;
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
            .formatted(port);
    run("pg_ctl", "-D", data(), "-l", folder.resolve("log").toString(), "-o", options, "start");
  }

  /** Ends it at once, with whatever it was doing. */
  void down() {
    up = false;
    run("pg_ctl", "-D", data(), "-m", "immediate", "stop");
  }

  @Override
  public void close() throws IOException {
    if (up) {
      down();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", runner(), "--"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("postgres", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      Files.delete(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Optional<Path> binaries() {
    Path installed = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> versions = Files.newDirectoryStream(installed)) {
      List<Path> found = new ArrayList<>();
      versions.forEach(version -> found.add(version.resolve("bin")));
      return found.stream()
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String runner() {
    try {
      return Files.readAllLines(Path.of("/etc/passwd")).stream()
              .anyMatch(line -> line.startsWith("postgres:"))
          ? "postgres"
          : "nobody";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
