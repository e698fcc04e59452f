package org.imagecaptioning.datasets;

import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the reader by what lies in the folder. */
public final class DatasetReaders {

  /** Draws val where nobody says which seed does. */
  public static final long DEFAULT_SEED = 1;

  private DatasetReaders() {}

  /**
   * @throws DatasetException if the folder has no known layout or its dataset cannot be used
   */
  public static Dataset read(Path folder) {
    return read(folder, DEFAULT_SEED);
  }

  /**
   * @param seed draws the split val of a dataset that comes without one
   * @throws DatasetException if the folder has no known layout or its dataset cannot be used
   */
  public static Dataset read(Path folder, long seed) {
    checkFolder(folder);
    return read(new DatasetFolder(folder), seed);
  }

  /**
   * @param name of the dataset, whatever its folder is called
   */
  public static Dataset read(Path folder, String name, long seed) {
    checkFolder(folder);
    return read(new DatasetFolder(folder, name), seed);
  }

  /**
   * The layout of a folder.
   *
   * @param name of the dataset, for messages
   * @throws DatasetException if it is none that is known
   */
  public static DatasetFormat format(Path folder, String name) {
    return DatasetFormat.of(new DatasetFolder(folder, name));
  }

  /** Whether a folder has a layout that is known; what is in it may still be wrong. */
  public static boolean isKnown(Path folder) {
    return DatasetFormat.isKnown(new DatasetFolder(folder));
  }

  private static Dataset read(DatasetFolder folder, long seed) {
    return DatasetFormat.of(folder).reader(seed).read(folder);
  }

  private static void checkFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException("A dataset is a folder, and %s is none".formatted(folder));
    }
  }
}
