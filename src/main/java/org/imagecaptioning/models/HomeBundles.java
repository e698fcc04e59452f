package org.imagecaptioning.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.imagecaptioning.models.ModelDescription.Origin;

/**
 * The bundles in a directory, as {@code name/version.zip}; other files are not ours. Manifests are
 * remembered for as long as their file stays the same.
 */
final class HomeBundles {

  private static final String SUFFIX = ".zip";

  private final Path directory;
  private final BundleReader reader;
  private final Map<Path, Remembered> remembered = new ConcurrentHashMap<>();

  /** A manifest, and what the file was like. */
  private record Remembered(long size, FileTime modified, CatalogEntry entry) {}

  HomeBundles(Path directory, BundleReader reader) {
    this.directory = directory;
    this.reader = reader;
  }

  /** By the names of the files alone. */
  List<ModelKey> keys() {
    List<ModelKey> keys = new ArrayList<>();
    for (String name : names(directory)) {
      if (Manifest.NAME.matcher(name).matches()) {
        for (String file : names(directory.resolve(name))) {
          String version =
              file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
          if (Manifest.VERSION.matcher(version).matches()) {
            keys.add(new ModelKey(name, version));
          }
        }
      }
    }
    return keys;
  }

  /**
   * @throws BundleException if it is broken, or of another model than the file's name says
   */
  CatalogEntry read(ModelKey key) {
    Path file = directory.resolve(key.name()).resolve(key.version() + SUFFIX);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Remembered before = remembered.get(file);
      if (before != null
          && before.size() == now.size()
          && before.modified().equals(now.lastModifiedTime())) {
        return before.entry();
      }
      CatalogEntry entry = Catalog.entry(new BundleSource.InFile(file), Origin.HOME, reader);
      ModelKey inside = ModelKey.of(entry.manifest());
      if (!inside.equals(key)) {
        throw new BundleException(
            BundleEntries.MANIFEST, "%s holds the model %s".formatted(file, inside));
      }
      remembered.put(file, new Remembered(now.size(), now.lastModifiedTime(), entry));
      return entry;
    } catch (NoSuchFileException e) {
      remembered.remove(file);
      throw new UnknownModelException("The model %s was removed".formatted(key));
    } catch (IOException e) {
      throw new BundleException(file.toString(), "it cannot be read: " + e, e);
    }
  }

  private static List<String> names(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("The models in " + directory + " cannot be listed", e);
    }
  }
}
