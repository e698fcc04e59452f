package org.imagecaptioning.layers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.lang.ref.Reference;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * Products of matrices by OpenBLAS, one thread a call: whoever wants more threads splits the work,
 * so that sums are the same for any number of them.
 */
public final class Products {

  static {
    openblas_nolapack.blas_set_num_threads(1);
  }

  /** Up to as many rows, a row at a time reads b faster than sgemm packs it. */
  private static final int FEW_ROWS = 4;

  private Products() {}

  /** c = a b, shapes (m, k), (k, n) and (m, n). */
  public static void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, false, b, false, 0, c);
  }

  /** c += a b, shapes (m, k), (k, n) and (m, n). */
  public static void addProduct(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, false, b, false, 1, c);
  }

  /** c = a b^T, shapes (m, k), (n, k) and (m, n). */
  public static void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, false, b, true, 0, c);
  }

  /** c += a b^T, shapes (m, k), (n, k) and (m, n). */
  public static void addProductByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, false, b, true, 1, c);
  }

  /** c = a^T b, shapes (k, m), (k, n) and (m, n). */
  public static void multiplyTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, true, b, false, 0, c);
  }

  private static void gemm(
      FloatMatrix a,
      boolean transposeA,
      FloatMatrix b,
      boolean transposeB,
      float beta,
      FloatMatrix c) {
    int m = transposeA ? a.cols() : a.rows();
    int k = transposeA ? a.rows() : a.cols();
    int n = transposeB ? b.rows() : b.cols();
    if (k != (transposeB ? b.cols() : b.rows()) || m != c.rows() || n != c.cols()) {
      throw new IllegalArgumentException(
          "No product of %s%s and %s%s is %s"
              .formatted(a, transposeA ? "^T" : "", b, transposeB ? "^T" : "", c));
    }
    if (m == 0 || n == 0) {
      return;
    }
    if (m <= FEW_ROWS && !transposeA && !transposeB) {
      rowByRow(a, b, beta, c);
      return;
    }
    cblas_sgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        1f,
        a.pointer(),
        a.cols(),
        b.pointer(),
        b.cols(),
        beta,
        c.pointer(),
        c.cols());
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(c);
  }

  /** A few rows at a time are the decoders' case: sgemm would copy the whole of b first. */
  private static void rowByRow(FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c) {
    for (int row = 0; row < a.rows(); row++) {
      FloatMatrix x = a.rows(row, row + 1);
      FloatMatrix y = c.rows(row, row + 1);
      cblas_sgemv(
          CblasRowMajor,
          CblasTrans,
          b.rows(),
          b.cols(),
          1f,
          b.pointer(),
          b.cols(),
          x.pointer(),
          1,
          beta,
          y.pointer(),
          1);
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(y);
    }
    Reference.reachabilityFence(b);
  }
}
