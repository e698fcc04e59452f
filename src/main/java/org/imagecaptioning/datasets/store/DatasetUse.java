package org.imagecaptioning.datasets.store;

import java.util.Optional;

/** Knows who needs a dataset: it is asked before one is deleted. */
@FunctionalInterface
public interface DatasetUse {

  /**
   * @param dataset its name
   * @return who uses it, in words, as {@code the training 7}; empty if nobody does
   */
  Optional<String> userOf(String dataset);
}
