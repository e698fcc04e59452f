package org.imagecaptioning.datasets;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One array of numbers in an HDF5 file, shape (N) or (N, K), read some rows at a time.
 *
 * @param width K, or 1
 */
record Hdf5Table(Path file, String name, int rows, int width) {

  /** What is done with each row. */
  @FunctionalInterface
  interface RowUse {

    /**
     * @param values shape (K), used again for the next row
     */
    void row(int row, double[] values);
  }

  /** So that a block of rows takes about 8 MB. */
  private static final int NUMBERS_AT_ONCE = 1_000_000;

  /**
   * @throws DatasetException if there is no such array, or it has another shape
   */
  static Hdf5Table of(Path file, String name) {
    try (HdfFile hdf = new HdfFile(file)) {
      Dataset array = array(hdf, name);
      long[] shape = array.getDimensionsAsLong();
      if (shape.length < 1 || shape.length > 2 || shape[0] > Integer.MAX_VALUE) {
        throw new DatasetException(
            "%s: the array %s has the shape %s; (N) or (N, K) is expected"
                .formatted(file.getFileName(), name, Arrays.toString(shape)));
      }
      long width = shape.length == 1 ? 1 : shape[1];
      if (width < 1 || width > NUMBERS_AT_ONCE) {
        throw new DatasetException(
            "%s: the array %s has rows of %d numbers; 1 to %d are expected"
                .formatted(file.getFileName(), name, width, NUMBERS_AT_ONCE));
      }
      return new Hdf5Table(file, name, (int) shape[0], (int) width);
    } catch (DatasetException known) {
      throw known;
    } catch (RuntimeException damaged) {
      throw unreadable(file, name, damaged);
    }
  }

  /** Whether a file has such an array. */
  static boolean has(Path file, String name) {
    try (HdfFile hdf = new HdfFile(file)) {
      return hdf.getChild(name) instanceof Dataset;
    } catch (RuntimeException notThere) {
      return false;
    }
  }

  /** How many rows are read at once. */
  int block() {
    return Math.max(1, NUMBERS_AT_ONCE / width);
  }

  /**
   * Reads all rows in their order.
   *
   * @throws DatasetException if the file is damaged
   */
  void read(RowUse use) {
    read(0, rows, use);
  }

  /** Reads some rows. */
  void read(int from, int to, RowUse use) {
    double[] values = new double[width];
    try (HdfFile hdf = new HdfFile(file)) {
      Dataset array = array(hdf, name);
      boolean flat = array.getDimensions().length == 1;
      for (int first = from; first < to; first += block()) {
        int count = Math.min(block(), to - first);
        Object block =
            flat
                ? array.getData(new long[] {first}, new int[] {count})
                : array.getData(new long[] {first, 0}, new int[] {count, width});
        for (int i = 0; i < count; i++) {
          copy(flat ? block : Array.get(block, i), flat ? i : 0, values);
          use.row(first + i, values);
        }
      }
    } catch (HdfException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
      throw unreadable(file, name, damaged);
    }
  }

  /** A link is not followed: it may lead into any file of the machine. */
  private static Dataset array(HdfFile hdf, String name) {
    if (hdf.getChild(name) instanceof Dataset array) {
      return array;
    }
    throw new HdfException("there is no array of this name, only a link, a group or nothing");
  }

  private static void copy(Object row, int from, double[] values) {
    if (row instanceof float[] floats) {
      for (int k = 0; k < values.length; k++) {
        values[k] = floats[from + k];
      }
      return;
    }
    for (int k = 0; k < values.length; k++) {
      values[k] = ((Number) Array.get(row, from + k)).doubleValue();
    }
  }

  private static DatasetException unreadable(Path file, String name, RuntimeException damaged) {
    return new DatasetException(
        "%s: the array %s cannot be read: %s"
            .formatted(file.getFileName(), name, damaged.getMessage()),
        damaged);
  }
}
