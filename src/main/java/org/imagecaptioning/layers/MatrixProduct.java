package org.imagecaptioning.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices, into a result in column-major ('f') order. BLAS writes that order directly;
 * a plain {@code mmul} gives a row-major result by way of a slow conversion.
 */
final class MatrixProduct {

  private MatrixProduct() {}

  /**
   * a b.
   *
   * @param a shape (N, K)
   * @param b shape (K, M)
   * @return shape (N, M), a new array of a's data type
   */
  static INDArray of(INDArray a, INDArray b) {
    INDArray result =
        Nd4j.createUninitialized(a.dataType(), new long[] {a.size(0), b.size(1)}, 'f');
    return a.mmuli(b, result);
  }
}
