package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagecaptioning.CaptioningApplication;

/** The service as a process of its own, that can be killed. */
public final class ServiceProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile(" ready model=.* port=(\\d+) ");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BETWEEN_LOOKS_MS = 50;

  private final Process process;
  private final Path log;
  private int port;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one and waits until it is ready. */
  public static ServiceProcess start(Path home, String... settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1"); // quicker to start, which is most of what these do
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--enable-native") || flag.startsWith("--sun-misc"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CaptioningApplication.class.getName());
    command.add("--server.port=0");
    command.add("--captioning.home=" + home);
    command.addAll(List.of(settings));
    try {
      Path log = Files.createTempFile(Files.createDirectories(home), "service", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ServiceProcess service = new ServiceProcess(process, log);
      service.port = service.awaitPort();
      return service;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private int awaitPort() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        return Integer.parseInt(ready.group(1));
      }
      assertThat(diesWithin(BETWEEN_LOOKS_MS)).as(log()).isFalse();
    }
    throw new AssertionError("The service does not get ready:\n" + log());
  }

  public HttpCalls calls() {
    return new HttpCalls(port);
  }

  /** SIGKILL after some time. */
  void killAfter(long millis) {
    assertThat(diesWithin(millis)).as(this::log).isFalse();
    kill();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    assertThat(diesWithin(PATIENCE.toMillis())).isTrue();
  }

  /** SIGTERM; waits for the end. */
  void terminate() {
    process.destroy();
    assertThat(diesWithin(PATIENCE.toMillis())).as(this::log).isTrue();
  }

  private boolean diesWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
