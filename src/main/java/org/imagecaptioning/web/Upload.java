package org.imagecaptioning.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.hashes.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent, kept until it is closed: in memory if it is small and there is room, else
 * in a folder. Making a file takes longer than hashing a megabyte.
 */
public final class Upload implements AutoCloseable {

  /** What is kept in memory of any upload. */
  private static final int HEAD = 1 << 16;

  /** What is kept in memory of an upload that there is room for. */
  static final int MOST_IN_MEMORY = 1 << 20;

  private final @Nullable String name;
  private final long size;
  private final String sha256;
  private final byte[] head;
  private final @Nullable FileChannel file;
  private final Room room;

  private Upload(
      @Nullable String name,
      long size,
      String sha256,
      byte[] head,
      @Nullable FileChannel file,
      Room room) {
    this.name = name;
    this.size = size;
    this.sha256 = sha256;
    this.head = head;
    this.file = file;
    this.room = room;
  }

  /**
   * Reads all of a file. What goes wrong with the disk is not taken for a fault of the content.
   *
   * @param name as the client calls it
   * @param folder made if need be; the file in it has no name on systems that allow that, so it is
   *     gone with the process
   * @throws DiskFullException if there is no room for it
   */
  public static Upload read(@Nullable String name, InputStream content, Path folder)
      throws IOException {
    return read(name, content, folder, UploadMemory.OF_HEAP);
  }

  static Upload read(@Nullable String name, InputStream content, Path folder, UploadMemory memory)
      throws IOException {
    Room room = new Room(memory);
    try {
      return read(name, content, folder, room);
    } catch (IOException | RuntimeException failure) {
      room.shrink(0);
      throw failure;
    }
  }

  private static Upload read(@Nullable String name, InputStream content, Path folder, Room room)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    InputStream in = new DigestInputStream(content, digest);
    int most = HEAD + room.bytes;
    byte[] head = in.readNBytes(most);
    room.shrink(head.length - HEAD);
    if (head.length < most) {
      return new Upload(name, head.length, Sha256.of(digest), head, null, room);
    }
    FileChannel file = open(folder);
    try {
      long rest = in.transferTo(new RestWriter(file, folder));
      return new Upload(name, head.length + rest, Sha256.of(digest), head, file, room);
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  /** What an upload has beyond its head, all that it may have until it is known how much it is. */
  private static final class Room {

    private final UploadMemory memory;
    private int bytes;

    private Room(UploadMemory memory) {
      this.memory = memory;
      this.bytes = memory.take(MOST_IN_MEMORY - HEAD) ? MOST_IN_MEMORY - HEAD : 0;
    }

    private void shrink(int to) {
      int kept = Math.min(bytes, Math.max(0, to));
      memory.giveBack(bytes - kept);
      bytes = kept;
    }
  }

  private static FileChannel open(Path folder) {
    try {
      Files.createDirectories(folder);
      return FileChannel.open(
          folder.resolve(UUID.randomUUID() + ".upload"),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException failure) {
      throw DiskFullException.of(failure, folder);
    }
  }

  private static final class RestWriter extends OutputStream {

    private final OutputStream out;
    private final Path folder;

    private RestWriter(FileChannel file, Path folder) {
      this.out = Channels.newOutputStream(file);
      this.folder = folder;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException failure) {
        throw DiskFullException.of(failure, folder);
      }
    }
  }

  /** The name that the client gave it. */
  public @Nullable String name() {
    return name;
  }

  /** In bytes. */
  public long size() {
    return size;
  }

  /** Of all of it, in hexadecimal; taken while it came in. */
  public String sha256() {
    return sha256;
  }

  /** The first bytes, at least 64 KiB, or all of a smaller file; not copied. */
  public byte[] head() {
    return head;
  }

  /** All of it, read into memory anew each time. */
  public byte[] bytes() throws IOException {
    if (file == null) {
      return head;
    }
    byte[] all = Arrays.copyOf(head, Math.toIntExact(size));
    ByteBuffer rest = ByteBuffer.wrap(all, head.length, all.length - head.length);
    while (rest.hasRemaining()) {
      if (file.read(rest, (long) rest.position() - head.length) < 0) {
        throw new EOFException("An upload has lost what was written of it");
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    room.shrink(0);
    if (file != null) {
      file.close();
    }
  }
}
