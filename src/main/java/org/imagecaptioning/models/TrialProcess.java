package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a bundle tried by a short-lived process of this same program: an encoder is native code's
 * input, and may take down, hang or fill whatever process runs it first. One at a time.
 */
final class TrialProcess implements BundleTrial {

  /** What messages call a bundle that was sent. */
  static final String NAME = "the bundle";

  private static final Logger log = LoggerFactory.getLogger(TrialProcess.class);

  /** All that the process may see of the environment: no passwords, no options for this Java. */
  private static final Pattern ENVIRONMENT =
      Pattern.compile("PATH|LANG|LC_.*|TZ|LD_LIBRARY_PATH|(?i:SystemRoot|TEMP|TMP)");

  /** Properties of this process that say where native libraries are. */
  private static final List<String> PROPERTIES = List.of("onnxruntime.native.path");

  private final Class<?> main;
  private final Path natives;
  private final Path folder;
  private final TrialLimits limits;

  /**
   * @param natives the directory that native libraries are unpacked to
   * @param folder for files that are gone afterwards
   */
  TrialProcess(Path natives, Path folder, TrialLimits limits) {
    this(TrialMain.class, natives, folder, limits);
  }

  /**
   * @param main is run instead of {@link TrialMain}, with its arguments
   */
  TrialProcess(Class<?> main, Path natives, Path folder, TrialLimits limits) {
    this.main = main;
    this.natives = natives;
    this.folder = folder;
    this.limits = limits;
  }

  @Override
  public synchronized void check(Path bundle) {
    String id = UUID.randomUUID().toString();
    Path verdict = folder.resolve(id + ".verdict");
    Path output = folder.resolve(id + ".output");
    try {
      Files.createDirectories(folder);
      run(bundle, verdict, output).throwIfBroken();
    } catch (IOException e) {
      throw new ModelStoreException("%s cannot be tried: %s", NAME, e);
    } finally {
      deleteQuietly(verdict);
      deleteQuietly(output);
    }
  }

  private Verdict run(Path bundle, Path verdict, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(bundle, verdict, output));
    builder.environment().keySet().removeIf(name -> !ENVIRONMENT.matcher(name).matches());
    // Each thread of the C library would reserve 64 MB otherwise.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
        return broken("it was not done after %d s".formatted(limits.time().toSeconds()), output);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("the service is stopping", stopping);
    } finally {
      process.destroyForcibly().onExit().join();
    }
    Optional<Verdict> said =
        Files.exists(verdict) ? Verdict.of(Files.readAllBytes(verdict)) : Optional.empty();
    if (process.exitValue() != 0 || said.isEmpty()) {
      return broken("it ended with exit code %d".formatted(process.exitValue()), output);
    }
    return said.get();
  }

  /** The encoder is at fault where the process did not say: all else in it is Java. */
  private static Verdict broken(String end, Path output) throws IOException {
    log.warn(
        "The process that opened an uploaded encoder failed: {}\n{}",
        end,
        Files.readString(output).lines().limit(20).reduce("", (a, b) -> a + b + "\n"));
    return new Verdict(
        BundleEntries.ENCODER,
        "opened and run once in a process of its own, %s; nothing of it was kept".formatted(end));
  }

  private List<String> command(Path bundle, Path verdict, Path output) throws IOException {
    long size = Files.size(bundle);
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + limits.heapBytes(size));
    options.add("-XX:MaxDirectMemorySize=" + limits.heapBytes(size));
    // Quick to start, small, and nothing is written but what is asked for.
    options.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + output,
            "-Djava.awt.headless=true"));
    for (String property : PROPERTIES) {
      if (System.getProperty(property) != null) {
        options.add("-D%s=%s".formatted(property, System.getProperty(property)));
      }
    }
    List<String> java =
        JavaCommand.of(
            main, options, List.of(bundle.toString(), natives.toString(), verdict.toString()));
    return limited(java, limits.addressBytes(size));
  }

  /** Where a shell can limit what the process takes outside of its heap. */
  private static List<String> limited(List<String> java, long bytes) {
    if (!System.getProperty("os.name").equals("Linux") || !Files.isExecutable(Path.of("/bin/sh"))) {
      return java;
    }
    String script = "ulimit -c 0; ulimit -v %d; exec \"$@\"".formatted(bytes / 1024);
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
    command.addAll(java);
    return command;
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("{} was left behind: {}", file, e.toString());
    }
  }
}
