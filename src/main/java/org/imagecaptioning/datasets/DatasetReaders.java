package org.imagecaptioning.datasets;

import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the reader by what lies in the folder. */
public final class DatasetReaders {

  private static final long DEFAULT_SEED = 1;

  private DatasetReaders() {}

  /**
   * @throws DatasetException if the folder has no known layout or its data set cannot be used
   */
  public static Dataset read(Path folder) {
    return read(folder, DEFAULT_SEED);
  }

  /**
   * @param seed draws the split val of a data set that comes without one
   * @throws DatasetException if the folder has no known layout or its data set cannot be used
   */
  public static Dataset read(Path folder, long seed) {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException("A data set is a folder, and %s is none".formatted(folder));
    }
    if (Files.exists(folder.resolve(JsonLinesReader.CAPTIONS))) {
      return new JsonLinesReader(seed).read(folder);
    }
    if (Files.exists(folder.resolve(Flickr8kReader.CAPTIONS))) {
      return new Flickr8kReader(seed).read(folder);
    }
    throw new DatasetException(
        "The data set %s holds neither %s, a line of JSON for each image, nor %s, as Flickr8k does"
            .formatted(
                new DatasetFolder(folder).name(),
                JsonLinesReader.CAPTIONS,
                Flickr8kReader.CAPTIONS));
  }
}
