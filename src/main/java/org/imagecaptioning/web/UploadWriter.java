package org.imagecaptioning.web;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.imagecaptioning.errors.DiskFullException;

/** Writes one file as it comes in; what is not finished is deleted. */
final class UploadWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16; // bytes

  private final Path file;
  private boolean written;
  private boolean finished;

  UploadWriter(Path folder) {
    this.file = folder.resolve(UUID.randomUUID() + ".upload");
  }

  /** Reads all there is. What goes wrong with the disk is not taken for a fault of the content. */
  void write(InputStream content) throws IOException {
    if (written) {
      throw new ProblemException(
          ProblemType.DUPLICATE_PARAMETER,
          "There is more than one part '%s'; it may come once.".formatted(UploadForm.FILE));
    }
    written = true;
    byte[] buffer = new byte[BUFFER];
    try (FileChannel channel = open()) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        put(channel, ByteBuffer.wrap(buffer, 0, n));
      }
      sync(channel);
    }
  }

  private FileChannel open() {
    try {
      return FileChannel.open(file, WRITE, CREATE_NEW);
    } catch (IOException failure) {
      throw DiskFullException.of(failure, file);
    }
  }

  private void put(FileChannel channel, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException failure) {
      throw DiskFullException.of(failure, file);
    }
  }

  private void sync(FileChannel channel) {
    try {
      channel.force(true);
    } catch (IOException failure) {
      throw DiskFullException.of(failure, file);
    }
  }

  /**
   * @throws ProblemException if no file has come
   */
  UploadedFile finish(Map<String, String> fields) throws IOException {
    if (!written) {
      throw new ProblemException(
          ProblemType.MISSING_PART,
          "The form has no part '%s', which is the file.".formatted(UploadForm.FILE));
    }
    UploadedFile whole = new UploadedFile(file, Files.size(file), fields);
    finished = true;
    return whole;
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      Files.deleteIfExists(file);
    }
  }
}
