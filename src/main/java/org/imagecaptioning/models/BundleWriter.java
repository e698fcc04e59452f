package org.imagecaptioning.models;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes bundles: equal bundles are equal files, and whoever looks sees a whole one or none.
 *
 * <p>Entries are stored, not deflated: weights barely shrink, and a deflated entry's bytes would
 * depend on the zlib that wrote it.
 */
public final class BundleWriter {

  /**
   * Any time will do but the first of 1980, which Java takes for an earlier one and writes in the
   * time zone of the machine.
   */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /**
   * Writes a bundle in place of whatever was there, by way of a temporary file beside it.
   *
   * @param precision of the parameters
   * @return the manifest as written, with the hashes
   * @throws BundleException if a parameter is not finite in this precision
   */
  public Manifest write(Path file, Bundle bundle, Precision precision) throws IOException {
    Path folder = file.resolveSibling("").toAbsolutePath();
    Files.createDirectories(folder);
    Map<String, byte[]> entries = entries(bundle, precision);
    Map<String, String> hashes = new TreeMap<>();
    entries.forEach((name, bytes) -> hashes.put(name, Sha256.of(bytes)));
    Manifest manifest = bundle.manifest().withSha256(hashes);
    // Not createTempFile: what it makes, only this user may ever read.
    Path temporary = folder.resolve(".%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      try (FileChannel channel = FileChannel.open(temporary, WRITE, CREATE_NEW);
          ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
        put(zip, BundleEntries.MANIFEST, ManifestJson.write(manifest));
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          put(zip, entry.getKey(), entry.getValue());
        }
        zip.finish();
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      sync(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return manifest;
  }

  private static Map<String, byte[]> entries(Bundle bundle, Precision precision) {
    String words = String.join("\n", bundle.vocabulary().words()) + "\n";
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(BundleEntries.ENCODER, bundle.encoder());
    entries.put(BundleEntries.PARAMETERS, Safetensors.write(bundle.parameters(), precision));
    entries.put(BundleEntries.VOCABULARY, words.getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Makes the new name last through a loss of power, where a folder can be opened at all. */
  private static void sync(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }
}
