package org.imagecaptioning.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.imagecaptioning.errors.CaptioningException;
import org.jspecify.annotations.Nullable;

/**
 * {@code captioning.home}, the folder that holds everything the service writes, and the lock that
 * keeps it to one process.
 */
public final class CaptioningHome implements AutoCloseable {

  private final Path folder;
  private final FileChannel channel;

  private CaptioningHome(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder if need be and locks it until {@link #close}, or the end of the process.
   *
   * @throws HomeException if another process has it, or it cannot be written to
   */
  public static CaptioningHome lock(Path folder) {
    Path lockFile = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        String holder = Files.readString(lockFile).trim();
        channel.close();
        throw new HomeException(
            "Another process%s works in %s: it holds %s. Stop it, or set captioning.home to another folder"
                .formatted(holder.isEmpty() ? "" : " (" + holder + ")", folder, lockFile),
            null);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              ("pid " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return new CaptioningHome(folder, channel);
    } catch (IOException e) {
      throw new HomeException(
          "captioning.home is %s, and nothing can be written there (%s): make it writable, or set captioning.home to another folder"
              .formatted(folder, e),
          e);
    }
  }

  /** The lock lasts as long as the channel is open. */
  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The folder itself. */
  public Path folder() {
    return folder;
  }

  /** Where models are kept, {@code name/version.zip} each. */
  public Path models() {
    return folder.resolve("models");
  }

  /** Where native libraries are unpacked to. */
  public Path natives() {
    return folder.resolve("natives");
  }

  /** Has JavaCPP unpack its libraries here; to be called before it loads the first. */
  public void useForNatives() {
    if (System.getProperty("org.bytedeco.javacpp.cachedir") == null) {
      System.setProperty("org.bytedeco.javacpp.cachedir", natives().resolve("javacpp").toString());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A home that cannot be used. */
  public static final class HomeException extends CaptioningException {

    private static final long serialVersionUID = 1L;

    HomeException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
