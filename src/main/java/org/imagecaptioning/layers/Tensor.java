package org.imagecaptioning.layers;

import java.util.Arrays;
import java.util.List;

/**
 * Named nowhere, shaped here: the numbers of one parameter.
 *
 * @param shape rows first, as (V, W); every side at least 1
 * @param values row-major, as many as the shape says; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(List<Integer> shape, float[] values) {

  public Tensor {
    shape = List.copyOf(shape);
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (shape.stream().anyMatch(side -> side < 1) || size != values.length) {
      throw new IllegalArgumentException(
          "A tensor of shape %s takes %d numbers, not %d".formatted(shape, size, values.length));
    }
  }

  /** Copies of the rows, along the last side; a vector has one. */
  public float[][] toRows() {
    int length = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    float[][] rows = new float[values.length / length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(values, row * length, (row + 1) * length);
    }
    return rows;
  }

  /** Equal when the shape and every bit of every number are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
