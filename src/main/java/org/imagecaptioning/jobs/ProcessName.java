package org.imagecaptioning.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * By what name a process is known in the queues: that of its home, which it alone has. A process
 * that finds its own name there knows that whoever wrote it is dead.
 */
final class ProcessName {

  private ProcessName() {}

  /**
   * @param home locked by this process
   */
  static String of(Path home) {
    Path file = home.resolve("home-id");
    try {
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file, StandardCharsets.US_ASCII).trim()).toString();
      }
      String id = UUID.randomUUID().toString();
      Path whole = home.resolve("home-id.new");
      Files.writeString(whole, id + "\n", StandardCharsets.US_ASCII);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      return id;
    } catch (IOException failure) {
      throw new UncheckedIOException("The name of the home cannot be kept in " + file, failure);
    } catch (IllegalArgumentException noId) {
      throw new IllegalStateException(
          file + " holds the id of this home, a UUID; it is broken: delete it", noId);
    }
  }
}
