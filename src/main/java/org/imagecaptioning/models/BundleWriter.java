package org.imagecaptioning.models;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.imagecaptioning.hashes.Sha256;

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
    Map<String, byte[]> entries = entries(bundle, precision);
    Manifest manifest = manifest(bundle, entries);
    DurableFile.replace(file, out -> write(out, manifest, entries));
    return manifest;
  }

  /**
   * As {@link #write}, but replaces nothing.
   *
   * @throws FileAlreadyExistsException if there is a file
   */
  public Manifest create(Path file, Bundle bundle, Precision precision) throws IOException {
    Map<String, byte[]> entries = entries(bundle, precision);
    Manifest manifest = manifest(bundle, entries);
    DurableFile.create(file, out -> write(out, manifest, entries));
    return manifest;
  }

  /**
   * Copies a bundle, with another manifest: its other entries stay what they are, byte for byte.
   *
   * @param manifest with the hashes that the bundle's own has
   * @throws FileAlreadyExistsException if there is a file
   */
  public void copy(Path from, Path to, Manifest manifest) throws IOException {
    try (BundleZip bundle =
        BundleZip.open(from.toString(), Files.newByteChannel(from), BundleLimits.DEFAULT)) {
      copy(to, bundle, manifest);
    }
  }

  /**
   * Copies a bundle that was checked, with another manifest.
   *
   * @param manifest with the hashes that the bundle's own has
   * @throws FileAlreadyExistsException if there is a file
   */
  void copy(Path file, BundleZip bundle, Manifest manifest) throws IOException {
    DurableFile.create(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          put(zip, BundleEntries.MANIFEST, ManifestJson.write(manifest));
          for (String name : BundleEntries.hashed(manifest.encoder())) {
            try (InputStream in = bundle.open(name)) {
              put(zip, name, bundle.size(name), bundle.crc(name), in);
            }
          }
          zip.finish();
        });
  }

  private static Manifest manifest(Bundle bundle, Map<String, byte[]> entries) {
    Map<String, String> hashes = new TreeMap<>();
    entries.forEach((name, bytes) -> hashes.put(name, Sha256.of(bytes)));
    return bundle.manifest().withSha256(hashes);
  }

  private static void write(OutputStream out, Manifest manifest, Map<String, byte[]> entries)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, BundleEntries.MANIFEST, ManifestJson.write(manifest));
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      put(zip, entry.getKey(), entry.getValue());
    }
    zip.finish();
  }

  private static Map<String, byte[]> entries(Bundle bundle, Precision precision) {
    String words = String.join("\n", bundle.vocabulary().words()) + "\n";
    Map<String, byte[]> entries = new LinkedHashMap<>();
    if (bundle.manifest().encoder().network().isEmpty()) {
      entries.put(BundleEntries.ENCODER, bundle.encoder());
    }
    entries.put(BundleEntries.PARAMETERS, Safetensors.write(bundle.parameters(), precision));
    entries.put(BundleEntries.VOCABULARY, words.getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    put(zip, name, bytes.length, crc.getValue(), new ByteArrayInputStream(bytes));
  }

  private static void put(ZipOutputStream zip, String name, long size, long crc, InputStream bytes)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(crc);
    zip.putNextEntry(entry);
    bytes.transferTo(zip);
    zip.closeEntry();
  }
}
