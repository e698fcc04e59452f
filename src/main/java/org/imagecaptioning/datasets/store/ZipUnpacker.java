package org.imagecaptioning.datasets.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.imagecaptioning.errors.DiskFullException;

/**
 * Unpacks a zip that a stranger made, by its central directory. All names are looked at before the
 * first file is written, and what is written is counted.
 */
final class ZipUnpacker {

  private final ZipLimits limits;

  ZipUnpacker(ZipLimits limits) {
    this.limits = limits;
  }

  /**
   * @param folder an empty one; what is in it after a failure is of no use
   * @throws ArchiveException if the zip is broken or not safe
   * @throws DiskFullException if there is no room
   */
  void unpack(Path zip, Path folder) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(zip)) {
      ZipDirectory.check(channel, limits);
      try (ZipFile entries = open(channel)) {
        Map<ZipArchiveEntry, String> places = places(entries);
        long most = limits.bytesOf(channel.size());
        long said = 0;
        for (ZipArchiveEntry entry : places.keySet()) {
          said += Math.max(0, entry.getSize());
          checkTotal(said, most, channel.size());
        }
        DiskFullException.check(folder, said);
        write(entries, places, folder);
      }
    }
  }

  private static ZipFile open(SeekableByteChannel channel) {
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
    } catch (IOException | RuntimeException e) {
      throw ArchiveException.broken(
          "The file is not a zip, or is damaged: %s.".formatted(e.getMessage()), e);
    }
  }

  /** Files only, in the order in which they lie in the zip. */
  private static Map<ZipArchiveEntry, String> places(ZipFile zip) {
    ZipNames names = new ZipNames();
    Map<ZipArchiveEntry, String> places = new LinkedHashMap<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      names
          .place(entry.getName(), entry.isDirectory())
          .ifPresent(
              place -> {
                checkKind(zip, entry);
                if (!entry.isDirectory()) {
                  places.put(entry, place);
                }
              });
    }
    return places;
  }

  private static void checkKind(ZipFile zip, ZipArchiveEntry entry) {
    String name = entry.getName();
    int kind = entry.getUnixMode() & UnixStat.FILE_TYPE_FLAG;
    if (kind == UnixStat.LINK_FLAG) {
      throw ZipNames.refused(name, "is a link; files and folders are expected");
    }
    if (kind != 0 && kind != UnixStat.FILE_FLAG && kind != UnixStat.DIR_FLAG) {
      throw ZipNames.refused(name, "is neither a file nor a folder");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw ZipNames.refused(name, "is encrypted; send the zip without a password");
    }
    if (!zip.canReadEntryData(entry)) {
      throw ZipNames.refused(name, "is compressed in an unknown way; deflate is known");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      throw ZipEntryWriter.nested(name);
    }
  }

  private void write(ZipFile zip, Map<ZipArchiveEntry, String> places, Path folder)
      throws IOException {
    ZipEntryWriter writer = new ZipEntryWriter(zip);
    for (Map.Entry<ZipArchiveEntry, String> entry : places.entrySet()) {
      try {
        writer.write(entry.getKey(), folder.resolve(entry.getValue()));
      } catch (InvalidPathException e) {
        throw ZipNames.refused(
            entry.getKey().getName(),
            "cannot be a file name on this machine (%s); where names are not ASCII, the service needs a UTF-8 locale, as LANG=C.UTF-8"
                .formatted(e.getReason()));
      }
    }
  }

  private void checkTotal(long total, long most, long zipBytes) {
    if (total > most) {
      throw ArchiveException.unsafe(
          "The zip of %d bytes unpacks to more than %d: at most %d bytes, and %d times its own size, are accepted."
              .formatted(zipBytes, most, limits.bytes(), limits.ratio()));
    }
  }
}
