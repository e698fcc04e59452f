package org.imagecaptioning.datasets.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few MB in memory. Tests that need one are skipped where it cannot be had. */
public record SmallDisk(Path folder) implements AutoCloseable {

  public static SmallDisk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()),
        "mounting takes Linux and root");
    return new SmallDisk(folder);
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", "--lazy", folder.toString())) {
      throw new IOException(folder + " cannot be unmounted");
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
