package org.imagecaptioning.models;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.BoundedInputStream;
import org.imagecaptioning.hashes.Sha256;

/**
 * The zip of a bundle, read by its central directory. Opening it checks that it has exactly the
 * entries of a bundle, each a plain file; reading an entry counts what comes out of it.
 */
final class BundleZip implements Closeable {

  private static final Pattern ABSOLUTE = Pattern.compile("[/\\\\].*|[A-Za-z]:.*");
  private static final Pattern CLIMBING = Pattern.compile("(.*[/\\\\])?\\.\\.([/\\\\].*)?");

  private final ZipFile zip;
  private final BundleLimits limits;
  private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();
  private long unpacked;

  private BundleZip(ZipFile zip, BundleLimits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  /**
   * @param name of the bundle, for messages
   * @param channel closed with the zip
   * @throws BundleException naming the first entry at fault
   */
  static BundleZip open(String name, SeekableByteChannel channel, BundleLimits limits)
      throws IOException {
    BundleZip bundle;
    try {
      bundle = new BundleZip(ZipFile.builder().setSeekableByteChannel(channel).get(), limits);
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw new BundleException(name, "it is no complete zip: " + e.getMessage(), e);
    }
    try {
      bundle.checkEntries();
      return bundle;
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private void checkEntries() {
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      checkPlace(entry);
      if (entries.put(entry.getName(), entry) != null) {
        throw new BundleException(entry.getName(), "the entry comes twice");
      }
      checkSize(entry);
    }
    for (String name : BundleEntries.REQUIRED) {
      if (!entries.containsKey(name)) {
        throw new BundleException(name, "the entry is missing");
      }
    }
  }

  private void checkPlace(ZipArchiveEntry entry) {
    String name = entry.getName();
    if (ABSOLUTE.matcher(name).matches()) {
      throw new BundleException(name, "the entry's name is absolute");
    }
    if (CLIMBING.matcher(name).matches()) {
      throw new BundleException(name, "the entry's name climbs out of the bundle");
    }
    if (entry.isUnixSymlink()) {
      throw new BundleException(name, "the entry is a link, not a file");
    }
    if (entry.isDirectory()) {
      throw new BundleException(name, "the entry is a directory, not a file");
    }
    if (!BundleEntries.ALL.contains(name)) {
      throw new BundleException(name, "a bundle has no such entry, only " + BundleEntries.ALL);
    }
    if (!zip.canReadEntryData(entry)) {
      throw new BundleException(name, "the entry is encrypted, or compressed in an unknown way");
    }
  }

  private void checkSize(ZipArchiveEntry entry) {
    long size = entry.getSize();
    if (size < 0 || size > limits.entryBytes()) {
      throw new BundleException(
          entry.getName(),
          "the entry has at most %d bytes, not %d".formatted(limits.entryBytes(), size));
    }
    if (size > limits.ratio() * Math.max(1, entry.getCompressedSize())) {
      throw new BundleException(
          entry.getName(),
          "the entry unpacks to at most %d times its compressed %d bytes, not to %d"
              .formatted(limits.ratio(), entry.getCompressedSize(), size));
    }
  }

  /** Whether there is an entry of that name. */
  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** The bytes that an entry says it unpacks to. */
  long size(String name) {
    return entry(name).getSize();
  }

  /** The checksum that an entry says its bytes have. */
  long crc(String name) {
    return entry(name).getCrc();
  }

  /** The bytes of an entry, unpacked but neither counted nor checked: for one that was read. */
  InputStream open(String name) throws IOException {
    return zip.getInputStream(entry(name));
  }

  /**
   * Unpacks an entry. No more is taken out than it says it has, whatever it really holds.
   *
   * @throws BundleException if it holds less or more or is damaged, or all entries are too large
   */
  byte[] read(String name) {
    int most = Math.toIntExact(entry(name).getSize() + 1);
    return unpack(name, in -> in.readNBytes(most));
  }

  /**
   * The SHA-256 of what an entry unpacks to, in hexadecimal, with the same checks, and little
   * memory.
   */
  String sha256(String name) {
    return unpack(name, Sha256::of);
  }

  /** Reads all of an entry. */
  private interface EntryReader<T> {
    T read(InputStream in) throws IOException;
  }

  private <T> T unpack(String name, EntryReader<T> reader) {
    ZipArchiveEntry entry = entry(name);
    unpacked += entry.getSize();
    if (unpacked > limits.totalBytes()) {
      throw new BundleException(
          name, "with it the bundle unpacks to more than %d bytes".formatted(limits.totalBytes()));
    }
    CRC32 crc = new CRC32();
    try (BoundedInputStream in =
        BoundedInputStream.builder()
            .setInputStream(new CheckedInputStream(zip.getInputStream(entry), crc))
            .setMaxCount(entry.getSize() + 1)
            .get()) {
      T all = reader.read(in);
      if (in.getCount() != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw new BundleException(name, "the entry is damaged: its size or checksum is wrong");
      }
      return all;
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleException(name, "the entry is damaged: " + e.getMessage(), e);
    }
  }

  private ZipArchiveEntry entry(String name) {
    ZipArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("A bundle has no entry " + name);
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
