package org.imagecaptioning.training;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
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
  private final BitSet known = new BitSet();
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
   * Counts the whole rows at the beginning; what follows the first that is not whole is written
   * over.
   *
   * @param most rows to look at
   */
  void countWhole(int most) {
    rows = 0;
    known.clear();
    ByteBuffer row = ByteBuffer.allocate(rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (rows < most
          && readFully(row, (long) rows * rowBytes())
          && row.getInt(depth * Float.BYTES) == checksum(row)) {
        known.set(rows, !Float.isNaN(row.getFloat(0)));
        rows++;
      }
    } catch (IOException e) {
      throw Disk.failed("Features cannot be read from " + path, e);
    }
  }

  /** How many rows are whole. */
  int rows() {
    return rows;
  }

  /** Whether a row holds numbers; else its first is none. */
  boolean has(int row) {
    return known.get(row);
  }

  /** One of the whole rows, shape (D). Safe for many threads at once. */
  float[] row(int row) {
    ByteBuffer bytes = ByteBuffer.allocate(rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (row >= rows || !readFully(bytes, (long) row * rowBytes())) {
        throw new EOFException("there are %d rows, and no row %d".formatted(rows, row));
      }
    } catch (IOException e) {
      throw Disk.failed("Features cannot be read from " + path, e);
    }
    float[] numbers = new float[depth];
    bytes.asFloatBuffer().get(numbers);
    return numbers;
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
    for (float[] numbers : added) {
      known.set(rows, !Float.isNaN(numbers[0]));
      rows++;
    }
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
