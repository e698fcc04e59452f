package org.imagecaptioning.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.imagecaptioning.hashes.Sha256;

/** A zip to tamper with: puts what no honest writer would. */
final class ZipFixture {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

  /** The entries of a bundle on disk. */
  static Map<String, byte[]> entries(Path bundle) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = ZipFile.builder().setPath(bundle).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  static ZipFixture of(Map<String, byte[]> entries) {
    ZipFixture fixture = new ZipFixture();
    entries.forEach(fixture::put);
    return fixture;
  }

  ZipFixture put(String name, byte[] content) {
    return put(new ZipArchiveEntry(name), content);
  }

  ZipFixture put(ZipArchiveEntry entry, byte[] content) {
    try {
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  byte[] bytes() {
    try {
      zip.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** With one entry edited, and its hash in the manifest made right again. */
  static Map<String, byte[]> edited(
      Map<String, byte[]> entries, String name, UnaryOperator<byte[]> edit) {
    byte[] content = Objects.requireNonNull(entries.get(name));
    byte[] replacement = edit.apply(content);
    String before = Sha256.of(content);
    String after = Sha256.of(replacement);
    Map<String, byte[]> edited = new LinkedHashMap<>(entries);
    edited.put(name, replacement);
    edited.computeIfPresent(
        BundleEntries.MANIFEST,
        (key, json) ->
            new String(json, StandardCharsets.UTF_8)
                .replace(before, after)
                .getBytes(StandardCharsets.UTF_8));
    return edited;
  }
}
