package org.imagecaptioning.datasets;

/**
 * Features that a dataset brings, shape (rows, D). They stay on disk; reading rows in their order
 * is what goes quickly. Safe for many threads at once.
 */
public interface FeatureTable {

  /** The file's name, as people know these features. */
  String name();

  /** How many images there are features of. */
  int rows();

  /** D. */
  int depth();

  /**
   * @return shape (D), the caller's own
   * @throws DatasetException if it cannot be read
   */
  float[] row(int row);
}
