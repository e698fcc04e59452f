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
import org.imagecaptioning.models.Float16;
import org.imagecaptioning.models.Precision;

/**
 * Rows of K numbers in a file, each with a checksum, so that what was being written when a process
 * or a machine died is told from what is whole. A row is K numbers, float32 or float16, and a
 * CRC-32C of them, all little endian.
 */
final class FeatureFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final int length;
  private final Precision precision;
  private final BitSet known = new BitSet();
  private int rows;

  private FeatureFile(Path path, FileChannel channel, int length, Precision precision) {
    this.path = path;
    this.channel = channel;
    this.length = length;
    this.precision = precision;
  }

  /**
   * @param length K
   * @param precision of the numbers in the file; what is beyond its greatest number becomes that
   * @throws TrainingException of the kind DISK if it cannot be opened
   */
  static FeatureFile open(Path path, int length, Precision precision) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new FeatureFile(path, FileChannel.open(path, CREATE, READ, WRITE), length, precision);
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
          && row.getInt(numberBytes()) == checksum(row)) {
        known.set(rows, !Float.isNaN(first(row)));
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

  /** One of the whole rows, shape (K). Safe for many threads at once. */
  float[] row(int row) {
    ByteBuffer bytes = ByteBuffer.allocate(rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (row >= rows || !readFully(bytes, (long) row * rowBytes())) {
        throw new EOFException("there are %d rows, and no row %d".formatted(rows, row));
      }
    } catch (IOException e) {
      throw Disk.failed("Features cannot be read from " + path, e);
    }
    float[] numbers = new float[length];
    switch (precision) {
      case F32 -> bytes.asFloatBuffer().get(numbers);
      case F16 -> {
        short[] halves = new short[length];
        bytes.asShortBuffer().get(halves);
        for (int i = 0; i < length; i++) {
          numbers[i] = Float16.value(halves[i]);
        }
      }
    }
    return numbers;
  }

  /** Writes rows behind those that were read and written, and makes them last. */
  void append(List<float[]> added) {
    ByteBuffer bytes =
        ByteBuffer.allocate(added.size() * rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] numbers : added) {
      ByteBuffer row = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
      put(numbers, row);
      row.putInt(numberBytes(), checksum(row));
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

  private void put(float[] numbers, ByteBuffer row) {
    switch (precision) {
      case F32 -> row.asFloatBuffer().put(numbers);
      case F16 -> {
        short[] halves = new short[length];
        for (int i = 0; i < length; i++) {
          halves[i] = Float16.bits(Math.max(-Float16.MOST, Math.min(Float16.MOST, numbers[i])));
        }
        row.asShortBuffer().put(halves);
      }
    }
  }

  private float first(ByteBuffer row) {
    return switch (precision) {
      case F32 -> row.getFloat(0);
      case F16 -> Float16.value(row.getShort(0));
    };
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
    checksum.update(row.slice(0, numberBytes()));
    return (int) checksum.getValue();
  }

  private int rowBytes() {
    return numberBytes() + Integer.BYTES;
  }

  private int numberBytes() {
    return length * precision.bytes();
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
