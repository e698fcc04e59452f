package org.imagecaptioning.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.imagecaptioning.errors.CaptioningException;
import org.imagecaptioning.home.ProcessLock;
import org.imagecaptioning.models.ModelDescription.Origin;
import org.imagecaptioning.names.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles in a directory, as {@code name/version.zip}; other files are not ours. Manifests are
 * remembered for as long as their file stays the same. A version that was deleted leaves an empty
 * {@code name/version.deleted}, so that it is never given again.
 */
final class HomeBundles {

  private static final String SUFFIX = ".zip";
  private static final String DELETED = ".deleted";

  private static final Logger log = LoggerFactory.getLogger(HomeBundles.class);

  /** A bundle is written in seconds: what is older, nobody is writing. */
  private static final Duration LONGEST_WRITING = Duration.ofHours(1);

  private final Path directory;
  private final BundleReader reader;
  private final ProcessLock additions;
  private final Map<Path, Remembered> remembered = new ConcurrentHashMap<>();

  /** A manifest, and what the file was like. */
  private record Remembered(long size, FileTime modified, CatalogEntry entry) {}

  HomeBundles(Path directory, BundleReader reader) {
    this.directory = directory;
    this.reader = reader;
    this.additions = new ProcessLock(directory.resolve(".lock"));
  }

  /** Held from the choice of a version until its file is there, among all processes. */
  ProcessLock additions() {
    return additions;
  }

  /** By the names of the files alone. */
  List<ModelKey> keys() {
    List<ModelKey> keys = new ArrayList<>();
    for (String name : names(directory)) {
      if (Names.isOne(name)) {
        List<String> files = names(directory.resolve(name));
        List<String> deleted = versions(files, DELETED);
        versions(files, SUFFIX).stream()
            .filter(version -> !deleted.contains(version))
            .forEach(version -> keys.add(new ModelKey(name, version)));
      }
    }
    return keys;
  }

  /** The greatest version that a model ever had here, 0 if it had none. */
  long newest(String name) {
    List<String> files = names(directory.resolve(name));
    return Stream.of(SUFFIX, DELETED)
        .flatMap(suffix -> versions(files, suffix).stream())
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  /** Where a version of a model is, or would be. */
  Path file(ModelKey key) {
    return directory.resolve(key.name()).resolve(key.version() + SUFFIX);
  }

  /** Deletes a version; one whose deletion broke off is deleted by this too. */
  void delete(ModelKey key) throws IOException {
    Path file = file(key);
    try {
      // From here on it is gone, whatever happens.
      DurableFile.create(file.resolveSibling(key.version() + DELETED), out -> {});
    } catch (FileAlreadyExistsException brokeOff) {
      log.debug("The deletion of {} is finished", key);
    }
    DurableFile.delete(file);
    remembered.remove(file);
  }

  /**
   * Removes what a process that was killed left: half-written and half-deleted bundles.
   *
   * @param shared whether others may be writing
   */
  void tidy(boolean shared) throws IOException {
    Instant before = shared ? Instant.now().minus(LONGEST_WRITING) : Instant.MAX;
    for (String name : names(directory)) {
      Path folder = directory.resolve(name);
      if (Files.isDirectory(folder)) {
        DurableFile.tidy(folder, before);
      }
      for (String version : versions(names(folder), DELETED)) {
        DurableFile.delete(file(new ModelKey(name, version)));
      }
    }
  }

  private static List<String> versions(List<String> files, String suffix) {
    return files.stream()
        .filter(file -> file.endsWith(suffix))
        .map(file -> file.substring(0, file.length() - suffix.length()))
        .filter(version -> Manifest.VERSION.matcher(version).matches())
        .toList();
  }

  /**
   * @throws BundleException if it is broken, or of another model than the file's name says
   */
  CatalogEntry read(ModelKey key) {
    Path file = file(key);
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

  /** As {@link #read}, empty where that fails. */
  Optional<CatalogEntry> readable(ModelKey key) {
    try {
      return Optional.of(read(key));
    } catch (CaptioningException e) {
      return Optional.empty();
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
