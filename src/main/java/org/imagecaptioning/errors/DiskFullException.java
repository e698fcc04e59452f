package org.imagecaptioning.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** There is no room for what was to be written. */
public final class DiskFullException extends CaptioningException {

  private static final long serialVersionUID = 1L;

  /** Less than this is no room: a file system may keep a few blocks to itself. */
  private static final long ROOM = 1 << 16; // bytes

  /** As Linux, macOS and Windows put it, in the one language that is sure to be looked for. */
  private static final List<String> WORDS =
      List.of("No space left", "Disk quota exceeded", "not enough space");

  public DiskFullException(String message) {
    this(message, null);
  }

  private DiskFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * What a failure to write was: this, or any other.
   *
   * @param where was written to; it may not be there any more
   */
  public static RuntimeException of(IOException failure, Path where) {
    return isFull(failure, where)
        ? new DiskFullException("The disk of the service is full.", failure)
        : new UncheckedIOException(failure);
  }

  /**
   * @param bytes that are about to be written
   * @throws DiskFullException if there is no room for them
   */
  public static void check(Path where, long bytes) throws IOException {
    long room = room(where);
    if (bytes > room) {
      throw new DiskFullException(
          "This takes %d bytes, and the disk of the service has room for %d."
              .formatted(bytes, room));
    }
  }

  private static boolean isFull(IOException failure, Path where) {
    String message = String.valueOf(failure.getMessage());
    try {
      return WORDS.stream().anyMatch(message::contains) || room(where) < ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static long room(Path where) throws IOException {
    Path there = where.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }
}
