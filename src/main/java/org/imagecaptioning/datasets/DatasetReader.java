package org.imagecaptioning.datasets;

import java.nio.file.Path;

/** Knows one layout of data sets. */
public interface DatasetReader {

  /**
   * Reads captions and finds images; does not decode them.
   *
   * @throws DatasetException if nothing in the folder can be used, or there is nothing to train on
   */
  Dataset read(Path folder);
}
