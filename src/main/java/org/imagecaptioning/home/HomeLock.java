package org.imagecaptioning.home;

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
 * The lock on a home, for one process alone or for many that share it: the operating system's, so
 * it ends with the process however that ends. The file holds the id of the process that has it
 * alone, and stays when it is given back.
 */
final class HomeLock implements AutoCloseable {

  /**
   * Homes of this process. On POSIX, closing any channel of a file gives up all locks on it that
   * the process has: a second attempt must not so much as open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /**
   * One byte far behind the process's id: on Windows nobody else could read what is locked. Those
   * before it are the places of the processes that share the home.
   */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /** Enough for the id of any process. */
  private static final int LONGEST_PID = 20;

  private static final int MOST_PLACES = 1000;

  private final Path file;
  private final FileChannel channel;
  private final int place;

  private HomeLock(Path file, FileChannel channel, int place) {
    this.file = file;
    this.channel = channel;
    this.place = place;
  }

  /**
   * Has the home for this process alone.
   *
   * @param home a real path
   * @throws HomeException if another process has the home, or this one has it already
   * @throws IOException if the file of the lock cannot be written
   */
  static HomeLock take(Path home) throws IOException {
    return open(
        home,
        (file, channel) -> {
          lock(file, channel, false);
          byte[] pid =
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
          channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
          return new HomeLock(file, channel, 1);
        });
  }

  /**
   * Has the home with any number of processes that share it too, and the first free place in it.
   *
   * @param home a real path
   * @throws HomeException if a process has the home alone, or this one has it already
   * @throws IOException if the file of the lock cannot be written
   */
  static HomeLock share(Path home) throws IOException {
    return open(
        home,
        (file, channel) -> {
          lock(file, channel, true);
          channel.truncate(0);
          return new HomeLock(file, channel, takePlace(file, channel));
        });
  }

  private interface Locking {
    HomeLock lock(Path file, FileChannel channel) throws IOException;
  }

  private static HomeLock open(Path home, Locking locking) throws IOException {
    Path file = home.resolve("lock");
    if (!HELD.add(file)) {
      throw held(file, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, CREATE, READ, WRITE);
      return locking.lock(file, channel);
    } catch (IOException | RuntimeException e) {
      try (FileChannel opened = channel) {
        HELD.remove(file);
        throw e;
      }
    }
  }

  private static void lock(Path file, FileChannel channel, boolean shared) throws IOException {
    FileLock lock = channel.tryLock(LOCKED_BYTE, 1, shared);
    if (lock == null) {
      throw held(file, pid(channel));
    }
  }

  private static int takePlace(Path file, FileChannel channel) throws IOException {
    for (int place = 1; place <= MOST_PLACES; place++) {
      FileLock lock = channel.tryLock(LOCKED_BYTE - place, 1, false);
      if (lock != null) {
        return place;
      }
    }
    throw new HomeException(
        "At most %d services share a captioning.home; as many have %s".formatted(MOST_PLACES, file),
        null);
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
            + " another captioning.home. Services share one only if all of them keep their jobs in"
            + " the same PostgreSQL (spring.datasource.url).",
        null);
  }

  /** From 1; another one for each of those that share the home. */
  int place() {
    return place;
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
