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
