package org.imagecaptioning.datasets;

/**
 * Features that somebody else extracted, in place of a picture.
 *
 * @param table in which they are
 * @param row the image's
 */
public record GivenFeatures(FeatureTable table, int row) implements ImageSource {

  /**
   * The features, shape (D).
   *
   * @throws DatasetException if they cannot be read
   */
  public float[] read() {
    return table.row(row);
  }
}
