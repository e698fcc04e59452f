package org.imagecaptioning.datasets;

import java.nio.file.Path;

/** Knows one layout of datasets. */
public interface DatasetReader {

  /**
   * Reads captions and finds images; does not decode them.
   *
   * @throws DatasetException if nothing in the folder can be used, or there is nothing to train on
   */
  default Dataset read(Path folder) {
    return read(new DatasetFolder(folder));
  }

  /** The same of a folder that is called otherwise than its path says. */
  Dataset read(DatasetFolder folder);
}
