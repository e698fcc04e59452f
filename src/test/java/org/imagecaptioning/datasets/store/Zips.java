package org.imagecaptioning.datasets.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.imagecaptioning.datasets.drawn.DrawnDataset;

/** Zips, honest ones and others. */
public final class Zips {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

  /** Ten drawn pictures with captions. */
  public static Zips drawn(Path scratch) {
    return of(drawnFolder(scratch), "");
  }

  public static Path drawnFolder(Path scratch) {
    Path folder = scratch.resolve("drawn");
    if (!Files.isDirectory(folder)) {
      DrawnDataset.write(folder, 10, 7);
    }
    return folder;
  }

  /**
   * @param prefix of all names, as {@code "mine/"}
   */
  public static Zips of(Path folder, String prefix) {
    Zips zips = new Zips();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        zips.put(prefix + name, Files.readAllBytes(file));
      }
      return zips;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Zips text(String name, String content) {
    return put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public Zips put(String name, byte[] content) {
    return put(new ZipArchiveEntry(name), content);
  }

  /** A link as {@code ln -s} makes it. */
  public Zips link(String name, String target) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(0120777);
    return put(entry, target.getBytes(StandardCharsets.UTF_8));
  }

  public Zips put(ZipArchiveEntry entry, byte[] content) {
    try {
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public byte[] bytes() {
    try {
      zip.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
