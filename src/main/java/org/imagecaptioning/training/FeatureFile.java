package org.imagecaptioning.training;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Rows of D numbers in a file, each with a checksum, so that what was being written when a process
 * or a machine died is told from what is whole. A row is D floats and a CRC-32C of them, all little
 * endian.
 */
final class FeatureFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final int depth;
  private int rows;

  private FeatureFile(Path path, FileChannel channel, int depth) {
    this.path = path;
    this.channel = channel;
    this.depth = depth;
  }

  /**
   * @param depth D
   * @throws TrainingException of the kind DISK if it cannot be opened
   */
  static FeatureFile open(Path path, int depth) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new FeatureFile(path, FileChannel.open(path, CREATE, READ, WRITE), depth);
    } catch (IOException e) {
      throw Disk.failed("Features cannot be kept in " + path, e);
    }
  }

  /**
   * The whole rows at the beginning; what follows the first that is not whole is written over.
   *
   * @param most rows to read
   */
  List<float[]> read(int most) {
    List<float[]> whole = new ArrayList<>();
    ByteBuffer row = ByteBuffer.allocate(rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (whole.size() < most && readFully(row, (long) whole.size() * rowBytes())) {
        if (row.getInt(depth * Float.BYTES) != checksum(row)) {
          break;
        }
        float[] numbers = new float[depth];
        row.asFloatBuffer().get(numbers);
        whole.add(numbers);
      }
    } catch (IOException e) {
      throw Disk.failed("Features cannot be read from " + path, e);
    }
    rows = whole.size();
    return whole;
  }

  /** Writes rows behind those that were read and written, and makes them last. */
  void append(List<float[]> added) {
    ByteBuffer bytes =
        ByteBuffer.allocate(added.size() * rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] numbers : added) {
      ByteBuffer row = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
      row.asFloatBuffer().put(numbers);
      row.putInt(depth * Float.BYTES, checksum(row));
      bytes.position(bytes.position() + rowBytes());
    }
    bytes.flip();
    try {
      long position = (long) rows * rowBytes();
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
      channel.force(false);
    } catch (IOException e) {
      throw Disk.failed("Features cannot be kept in " + path, e);
    }
    rows += added.size();
  }

  private boolean readFully(ByteBuffer row, long position) throws IOException {
    row.clear();
    while (row.hasRemaining()) {
      if (channel.read(row, position + row.position()) < 0) {
        return false;
      }
    }
    row.flip();
    return true;
  }

  private int checksum(ByteBuffer row) {
    CRC32C checksum = new CRC32C();
    checksum.update(row.slice(0, depth * Float.BYTES));
    return (int) checksum.getValue();
  }

  private int rowBytes() {
    return depth * Float.BYTES + Integer.BYTES;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Disk.failed("Features cannot be kept in " + path, e);
    }
  }
}
