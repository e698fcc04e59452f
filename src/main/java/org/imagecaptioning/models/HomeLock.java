package org.imagecaptioning.models;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a home: the operating system's, so it ends with the process however that ends. The
 * file holds the id of the process that has it, and stays when it is given back.
 */
final class HomeLock implements AutoCloseable {

  /**
   * Homes of this process. On POSIX, closing any channel of a file gives up all locks on it that
   * the process has: a second attempt must not so much as open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** One byte far behind the process's id: on Windows nobody else could read what is locked. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /** Enough for the id of any process. */
  private static final int LONGEST_PID = 20;

  private final Path file;
  private final FileChannel channel;

  private HomeLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param home a real path
   * @throws HomeException if another process has the home, or this one has it already
   * @throws IOException if the file of the lock cannot be written
   */
  static HomeLock take(Path home) throws IOException {
    Path file = home.resolve("lock");
    if (!HELD.add(file)) {
      throw held(file, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, CREATE, READ, WRITE);
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw held(file, pid(channel));
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return new HomeLock(file, channel);
    } catch (IOException | RuntimeException e) {
      try (FileChannel opened = channel) {
        HELD.remove(file);
        throw e;
      }
    }
  }

  /** What the file says of who has the lock, null if it says nothing. */
  private static @Nullable String pid(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PID);
    channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return pid.matches("[0-9]+") ? pid : null;
  }

  private static HomeException held(Path file, @Nullable String pid) {
    return new HomeException(
        "Another service uses this captioning.home: %s is locked%s. Stop it, or give this one"
                .formatted(file, pid == null ? "" : " by process " + pid)
            + " another captioning.home.",
        null);
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock " + file + " cannot be given back", e);
    } finally {
      HELD.remove(file);
    }
  }
}
