package org.imagecaptioning.datasets.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Counts the entries of a zip's central directory, whatever its end says of their number, before
 * anything is kept of them: a directory of millions of entries would fill the memory of whoever
 * opens it. Source: PKWARE's APPNOTE 6.3.10, 4.3.12 to 4.3.16.
 */
final class ZipDirectory {

  private static final int ENTRY = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;

  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LOCATOR_BYTES = 20;
  private static final int ENTRY_BYTES = 46;

  private final SeekableByteChannel zip;

  private ZipDirectory(SeekableByteChannel zip) {
    this.zip = zip;
  }

  /**
   * Leaves the channel at its beginning.
   *
   * @throws ArchiveException if there is no directory, or it is larger than allowed
   */
  static void check(SeekableByteChannel zip, ZipLimits limits) throws IOException {
    new ZipDirectory(zip).check(limits);
    zip.position(0);
  }

  private void check(ZipLimits limits) throws IOException {
    long position = start();
    long first = position;
    for (long entries = 0; ; entries++) {
      ByteBuffer header = position + 4 <= zip.size() ? read(position, 4) : null;
      if (header == null || header.getInt(0) != ENTRY) {
        return;
      }
      if (entries == limits.entries()) {
        throw ArchiveException.unsafe(
            "The zip has more than the %d entries that it may have.".formatted(limits.entries()));
      }
      header = read(position, ENTRY_BYTES);
      position +=
          ENTRY_BYTES
              + Short.toUnsignedInt(header.getShort(28))
              + Short.toUnsignedInt(header.getShort(30))
              + Short.toUnsignedInt(header.getShort(32));
      if (position - first > limits.directoryBytes()) {
        throw ArchiveException.unsafe(
            "The zip's list of entries has more than the %d bytes that it may have."
                .formatted(limits.directoryBytes()));
      }
    }
  }

  /** Where the first entry of the directory is. */
  private long start() throws IOException {
    long end = end();
    ByteBuffer record = read(end, END_BYTES);
    if (end >= LOCATOR_BYTES) {
      ByteBuffer locator = read(end - LOCATOR_BYTES, LOCATOR_BYTES);
      if (locator.getInt(0) == LOCATOR_64) {
        ByteBuffer record64 = read(locator.getLong(8), 56);
        if (record64.getInt(0) != END_64) {
          throw broken();
        }
        return record64.getLong(48);
      }
    }
    long size = Integer.toUnsignedLong(record.getInt(12));
    long offset = Integer.toUnsignedLong(record.getInt(16));
    // Something may stand before the zip, as in archives that unpack themselves.
    return offset + Math.max(0, end - size - offset);
  }

  private long end() throws IOException {
    int length = (int) Math.min(zip.size(), END_BYTES + LONGEST_COMMENT);
    ByteBuffer tail = read(zip.size() - length, length);
    for (int i = length - END_BYTES; i >= 0; i--) {
      if (tail.getInt(i) == END) {
        return zip.size() - length + i;
      }
    }
    throw broken();
  }

  private ByteBuffer read(long position, int length) throws IOException {
    if (position < 0 || position > zip.size() - length) {
      throw broken();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    zip.position(position);
    while (bytes.hasRemaining()) {
      if (zip.read(bytes) < 0) {
        throw new EOFException("The zip has become shorter");
      }
    }
    return bytes;
  }

  private static ArchiveException broken() {
    return ArchiveException.broken(
        "The file is not a zip, or is cut off: it has no list of entries at its end.", null);
  }
}
