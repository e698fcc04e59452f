package org.imagecaptioning.datasets.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.DatasetException;
import org.imagecaptioning.datasets.DatasetReaders;
import org.imagecaptioning.errors.DiskFullException;
import org.imagecaptioning.names.Names;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The datasets at home, each in a folder of its name. One is put together under {@code .incoming}
 * and gets its name when all of it is checked and on the disk: whoever looks sees a whole one or
 * none, after a crash too.
 */
public final class DatasetStore {

  private static final Logger log = LoggerFactory.getLogger(DatasetStore.class);

  private final Path home;
  private final Path incoming;
  private final ZipUnpacker unpacker;
  private final BrokenImages brokenImages;
  private final Iterable<DatasetUse> uses;
  private final Clock clock;

  /** One at a time: a zip's list of entries may take some hundred MB of memory. */
  private final Object unpacking = new Object();

  /**
   * @param home the folder {@code datasets}, made when it is first needed
   * @param incoming on the same disk, where only this process writes
   * @param uses asked before a dataset is deleted
   */
  DatasetStore(
      Path home,
      Path incoming,
      ZipUnpacker unpacker,
      BrokenImages brokenImages,
      Iterable<DatasetUse> uses,
      Clock clock) {
    this.home = home;
    this.incoming = incoming;
    this.unpacker = unpacker;
    this.brokenImages = brokenImages;
    this.uses = uses;
    this.clock = clock;
  }

  /** Deletes what was being put together, or taken apart, when an earlier process ended. */
  void sweep() {
    discard(incoming);
  }

  /** Names of all, sorted. */
  public List<String> names() {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(home)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> Names.isOne(name) && files(name).exist())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The datasets in " + home + " cannot be listed", e);
    }
  }

  /** What is known of a dataset, empty if there is none of this name. */
  public Optional<StoredDataset> find(String name) {
    if (!Names.isOne(name) || !files(name).exist()) {
      return Optional.empty();
    }
    try {
      return Optional.of(files(name).read());
    } catch (IOException e) {
      throw new UncheckedIOException("The dataset " + name + " cannot be read", e);
    }
  }

  /**
   * Reads a dataset, without what was broken when it came.
   *
   * @throws UnknownDatasetException if there is none of this name
   * @throws DatasetException if its folder is not what it was any more
   */
  public Dataset open(String name) {
    StoredDataset stored = find(name).orElseThrow(() -> new UnknownDatasetException(name));
    Path folder = stored.folder() == null ? files(name).data() : Path.of(stored.folder());
    try {
      return DatasetCheck.without(
          DatasetReaders.read(folder, name, stored.seed()), files(name).readBroken());
    } catch (IOException e) {
      throw new DatasetException("The dataset %s cannot be read any more".formatted(name), e);
    }
  }

  /**
   * Unpacks, checks and keeps a zip.
   *
   * @param seed draws val if the dataset has none
   * @throws DatasetConflictException if there is one of this name
   * @throws ArchiveException if the zip is broken or not safe to unpack
   * @throws DatasetException if it is no dataset that can be trained on
   * @throws DiskFullException if there is no room
   */
  public StoredDataset add(String name, Path zip, long seed) {
    return add(
        name,
        seed,
        null,
        data -> {
          Files.createDirectory(data);
          synchronized (unpacking) {
            unpacker.unpack(zip, data);
          }
          SingleFolder.lift(data);
          return data;
        });
  }

  /**
   * Checks a folder and keeps in mind where it is; nothing of it is copied.
   *
   * @param folder its real path
   */
  public StoredDataset register(String name, Path folder, long seed) {
    return add(name, seed, folder.toString(), data -> folder);
  }

  /** Brings what is to be checked. */
  private interface Filling {

    /**
     * @param data where it may be put; not there yet
     * @return where the dataset is
     */
    Path fill(Path data) throws IOException;
  }

  private StoredDataset add(String name, long seed, @Nullable String registered, Filling filling) {
    checkFree(name);
    Path made = incoming.resolve(UUID.randomUUID().toString());
    try {
      DatasetFiles files = new DatasetFiles(Files.createDirectories(made));
      Path data = filling.fill(files.data());
      DatasetCheck check =
          DatasetCheck.of(
              DatasetReaders.read(data, name, seed),
              DatasetReaders.format(data, name),
              brokenImages);
      StoredDataset stored =
          new StoredDataset(name, clock.instant(), registered, seed, check.report());
      files.write(stored, check.broken());
      FolderTree.sync(made);
      publish(name, made);
      return stored;
    } catch (IOException e) {
      throw DiskFullException.of(e, made);
    } finally {
      discard(made);
    }
  }

  private void publish(String name, Path made) throws IOException {
    checkFree(name);
    try {
      Files.move(made, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      checkFree(name); // another call, or process, may have been quicker
      throw e;
    }
    FolderTree.syncNames(home);
  }

  /**
   * Removes a dataset; one that is registered in place stays where it is.
   *
   * @throws UnknownDatasetException if there is none of this name
   * @throws DatasetConflictException if somebody uses it
   */
  public void delete(String name) {
    if (find(name).isEmpty()) {
      throw new UnknownDatasetException(name);
    }
    for (DatasetUse use : uses) {
      use.userOf(name)
          .ifPresent(
              user -> {
                throw DatasetConflictException.inUse(name, user);
              });
    }
    Path gone = incoming.resolve(UUID.randomUUID().toString());
    try {
      Files.createDirectories(incoming);
      Files.move(home.resolve(name), gone, StandardCopyOption.ATOMIC_MOVE);
      FolderTree.syncNames(home);
    } catch (IOException e) {
      if (find(name).isEmpty()) {
        throw new UnknownDatasetException(name);
      }
      throw DiskFullException.of(e, home);
    } finally {
      discard(gone);
    }
  }

  /**
   * @throws DatasetConflictException if there is one of this name
   */
  public void checkFree(String name) {
    DatasetNames.check(name);
    if (Files.exists(home.resolve(name))) {
      throw DatasetConflictException.taken(name);
    }
  }

  /** What cannot be deleted now is swept at the next start. */
  private static void discard(Path folder) {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      log.warn("{} cannot be deleted", folder, e);
    }
  }

  private DatasetFiles files(String name) {
    return new DatasetFiles(home.resolve(name));
  }
}
