package org.imagecaptioning.datasets.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.imagecaptioning.errors.DiskFullException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of one zip. No more is taken out of an entry than it says it has, and that was
 * counted before.
 */
final class ZipEntryWriter {

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final ZipFile zip;
  private final byte[] buffer = new byte[1 << 16];
  private final Set<Path> folders = new HashSet<>();

  ZipEntryWriter(ZipFile zip) {
    this.zip = zip;
  }

  void write(ZipArchiveEntry entry, Path file) {
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = create(entry, file)) {
      CRC32 crc = new CRC32();
      long size = 0;
      for (int n = read(entry, in); n >= 0; n = read(entry, in)) {
        if (size == 0 && beginsAsZip(n)) {
          throw nested(entry.getName());
        }
        size += n;
        if (size > entry.getSize()) {
          throw damaged(entry, "it holds more bytes than it says", null);
        }
        crc.update(buffer, 0, n);
        put(out, n, file);
      }
      if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw damaged(entry, "its size or checksum is wrong", null);
      }
    } catch (IOException | RuntimeException e) {
      throw told(entry, e);
    }
  }

  private OutputStream create(ZipArchiveEntry entry, Path file) {
    try {
      Path folder = file.resolveSibling("");
      if (folders.add(folder)) {
        Files.createDirectories(folder);
      }
      return Files.newOutputStream(file, WRITE, CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw ZipNames.refused(entry.getName(), "is both a file and a folder, or comes twice");
    } catch (IOException e) {
      throw DiskFullException.of(e, file);
    }
  }

  private int read(ZipArchiveEntry entry, InputStream in) {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw damaged(entry, String.valueOf(e.getMessage()), e);
    }
  }

  private void put(OutputStream out, int length, Path file) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw DiskFullException.of(e, file);
    }
  }

  private boolean beginsAsZip(int length) {
    return length >= ZIP.length
        && buffer[0] == ZIP[0]
        && buffer[1] == ZIP[1]
        && buffer[2] == ZIP[2]
        && buffer[3] == ZIP[3];
  }

  /** What was said on purpose stays; all else is a fault of the entry. */
  private static RuntimeException told(ZipArchiveEntry entry, Exception failure) {
    return failure instanceof IOException || failure instanceof IllegalArgumentException
        ? damaged(entry, String.valueOf(failure.getMessage()), failure)
        : (RuntimeException) failure;
  }

  static ArchiveException nested(String name) {
    return ZipNames.refused(
        name, "is a zip within the zip; unpack it and send its files in one zip");
  }

  private static ArchiveException damaged(
      ZipArchiveEntry entry, String how, @Nullable Exception cause) {
    return ArchiveException.broken(
        "The zip's entry \"%s\" is damaged: %s.".formatted(entry.getName(), how), cause);
  }
}
