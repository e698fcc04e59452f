package org.imagecaptioning.training;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Making things last on a disk, and what is said where they do not. */
final class Disk {

  private Disk() {}

  /** Why something could not be read or written. */
  static RuntimeException failed(String what, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new StoppedException();
    }
    return new TrainingException(
        TrainingException.Kind.DISK,
        "%s: %s. What was written before stays; with room on the disk, and leave to write there, it can go on from that"
            .formatted(what, e.getMessage()),
        e);
  }

  /** Makes the names in a folder last through a loss of power, where a folder can be opened. */
  static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
