package org.imagecaptioning.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.home.ProcessLock;

/**
 * By what name a process is known in the queues: that of its place in its home, which it alone has.
 * A process that finds its own name there knows that whoever wrote it is dead.
 */
final class ProcessName {

  private ProcessName() {}

  static String of(CaptioningHome home) {
    Path file = home.path().resolve("home-id");
    String id =
        new ProcessLock(home.path().resolve("home-id.lock")).holding(() -> readOrMake(file));
    return home.place() == 1 ? id : id + "-" + home.place();
  }

  private static String readOrMake(Path file) {
    try {
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file, StandardCharsets.US_ASCII).trim()).toString();
      }
      String id = UUID.randomUUID().toString();
      Path whole = file.resolveSibling("home-id.new");
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
