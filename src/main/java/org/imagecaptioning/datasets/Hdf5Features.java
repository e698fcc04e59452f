package org.imagecaptioning.datasets;

import java.nio.file.Path;

/** The array {@code features} of an HDF5 file, shape (rows, D). One block of rows is kept. */
final class Hdf5Features implements FeatureTable {

  static final String ARRAY = "features";

  private final Hdf5Table table;
  private float[][] block = new float[0][];
  private int first;

  /**
   * @throws DatasetException if the file has no such array
   */
  Hdf5Features(Path file) {
    this.table = Hdf5Table.of(file, ARRAY);
  }

  @Override
  public String name() {
    return String.valueOf(table.file().getFileName());
  }

  @Override
  public int rows() {
    return table.rows();
  }

  @Override
  public int depth() {
    return table.width();
  }

  @Override
  public synchronized float[] row(int row) {
    if (row < 0 || row >= rows()) {
      throw new IllegalArgumentException("There are %d rows, and no row %d".formatted(rows(), row));
    }
    if (row < first || row >= first + block.length) {
      load(row - row % table.block());
    }
    return block[row - first].clone();
  }

  private void load(int from) {
    int to = Math.min(from + table.block(), rows());
    float[][] loaded = new float[to - from][depth()];
    table.read(
        from,
        to,
        (row, values) -> {
          for (int k = 0; k < values.length; k++) {
            loaded[row - from][k] = (float) values[k];
          }
        });
    block = loaded;
    first = from;
  }
}
