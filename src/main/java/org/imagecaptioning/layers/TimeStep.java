package org.imagecaptioning.layers;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One step of a sequence, numpy's {@code sequence[:, t, :]}. */
final class TimeStep {

  private TimeStep() {}

  /** An empty sequence of shape (N, T, H), of the data type of another array. */
  static INDArray sequence(long n, long t, long h, INDArray like) {
    return Nd4j.create(like.dataType(), n, t, h);
  }

  /**
   * A copy of one step: BLAS wants its rows to lie one after another.
   *
   * @param sequence shape (N, T, H)
   * @return shape (N, H)
   */
  static INDArray get(INDArray sequence, long t) {
    return sequence.get(all(), point(t), all()).dup('c');
  }

  /**
   * @param sequence shape (N, T, H), changed
   * @param value shape (N, H)
   */
  static void put(INDArray sequence, long t, INDArray value) {
    sequence.get(all(), point(t), all()).assign(value);
  }
}
