package org.imagecaptioning.jobs;

import org.imagecaptioning.datasets.Dataset;

/** Where jobs get their datasets from. */
@FunctionalInterface
interface DatasetSource {

  /** Reads a dataset by its name; throws what a client may be told if it cannot be. */
  Dataset open(String name);
}
