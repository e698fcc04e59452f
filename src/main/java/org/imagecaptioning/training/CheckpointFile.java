package org.imagecaptioning.training;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.zip.CRC32C;
import org.imagecaptioning.layers.FloatMatrix;

/**
 * A header and matrices in one file: the header's length, the header, the numbers of each matrix in
 * the order of their names, and a CRC-32C of all that, everything little endian. A file that was
 * cut off or changed is told by its checksum.
 */
final class CheckpointFile {

  private static final int BLOCK = 1 << 16;

  private CheckpointFile() {}

  /**
   * Writes a file and makes it last; its name is another matter.
   *
   * @throws NotFiniteException naming the matrix that holds a number that is none
   */
  static void write(Path file, byte[] header, SortedMap<String, FloatMatrix> matrices)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, TRUNCATE_EXISTING)) {
      CRC32C checksum = new CRC32C();
      ByteBuffer head = buffer(Integer.BYTES + header.length).putInt(header.length).put(header);
      put(channel, head, checksum);
      float[] numbers = new float[BLOCK];
      ByteBuffer bytes = buffer(BLOCK * Float.BYTES);
      for (var named : matrices.entrySet()) {
        FloatMatrix matrix = named.getValue();
        for (int offset = 0; offset < matrix.size(); offset += BLOCK) {
          int length = Math.min(BLOCK, matrix.size() - offset);
          matrix.get(offset, numbers, length);
          checkFinite(named.getKey(), numbers, length);
          bytes.clear().asFloatBuffer().put(numbers, 0, length);
          put(channel, bytes.position(length * Float.BYTES), checksum);
        }
      }
      put(channel, buffer(Integer.BYTES).putInt((int) checksum.getValue()), new CRC32C());
      channel.force(true);
    }
  }

  /**
   * The header of a file that is whole.
   *
   * @throws BrokenException if it is not
   */
  static byte[] header(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      ByteBuffer bytes = buffer(BLOCK * Float.BYTES);
      CRC32C checksum = new CRC32C();
      long left = channel.size() - Integer.BYTES;
      if (left < Integer.BYTES) {
        throw new BrokenException("it has %d bytes".formatted(channel.size()));
      }
      long position = 0;
      while (left > 0) {
        bytes.clear().limit((int) Math.min(bytes.capacity(), left));
        position += fill(channel, bytes, position);
        left -= bytes.limit();
        checksum.update(bytes.flip());
      }
      int expected = get(channel, position, Integer.BYTES).getInt();
      if (expected != (int) checksum.getValue()) {
        throw new BrokenException("its checksum is wrong");
      }
      int length = get(channel, 0, Integer.BYTES).getInt();
      if (length < 0 || length > channel.size() - 2 * Integer.BYTES) {
        throw new BrokenException("its header is longer than the file");
      }
      return get(channel, Integer.BYTES, length).array();
    }
  }

  /**
   * Fills matrices from a file that is whole.
   *
   * @param header of this file
   * @throws BrokenException if it holds more or fewer numbers
   */
  static void read(Path file, byte[] header, SortedMap<String, FloatMatrix> matrices)
      throws IOException {
    long numbers = matrices.values().stream().mapToLong(FloatMatrix::size).sum();
    try (FileChannel channel = FileChannel.open(file, READ)) {
      long position = Integer.BYTES + header.length;
      if (channel.size() != position + numbers * Float.BYTES + Integer.BYTES) {
        throw new BrokenException("it does not hold %d numbers".formatted(numbers));
      }
      float[] block = new float[BLOCK];
      ByteBuffer bytes = buffer(BLOCK * Float.BYTES);
      for (FloatMatrix matrix : matrices.values()) {
        for (int offset = 0; offset < matrix.size(); offset += BLOCK) {
          int length = Math.min(BLOCK, matrix.size() - offset);
          bytes.clear().limit(length * Float.BYTES);
          position += fill(channel, bytes, position);
          bytes.flip().asFloatBuffer().get(block, 0, length);
          matrix.put(offset, block, length);
        }
      }
    }
  }

  private static void checkFinite(String name, float[] numbers, int length) {
    for (int i = 0; i < length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw new NotFiniteException("%s holds %s".formatted(name, numbers[i]));
      }
    }
  }

  private static void put(FileChannel channel, ByteBuffer bytes, CRC32C checksum)
      throws IOException {
    bytes.flip();
    checksum.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer get(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = buffer(length);
    fill(channel, bytes, position);
    return bytes.flip();
  }

  private static int fill(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new BrokenException("it ends too early");
      }
    }
    return bytes.limit();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Not a whole file. */
  static final class BrokenException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  /** Numbers that are not worth keeping. */
  static final class NotFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
      super(message);
    }
  }
}
