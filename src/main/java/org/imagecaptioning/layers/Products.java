package org.imagecaptioning.layers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.lang.ref.Reference;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
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
    gemm(a, b, false, 0, c);
  }

  /** c = a b^T, shapes (m, k), (n, k) and (m, n). */
  public static void multiplyByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, b, true, 0, c);
  }

  /** c += a b^T, shapes (m, k), (n, k) and (m, n). */
  public static void addProductByTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    gemm(a, b, true, 1, c);
  }

  /**
   * c = a^T b, shapes (k, m), (k, n) and (m, n), for the columns {@code from} to {@code to - 1} of
   * b and c alone.
   */
  public static void multiplyTransposed(
      FloatMatrix a, FloatMatrix b, FloatMatrix c, int from, int to) {
    transposed(a, b, 0, c, from, to);
  }

  /** c += a^T b, for the columns {@code from} to {@code to - 1} of b and c alone. */
  public static void addProductTransposed(
      FloatMatrix a, FloatMatrix b, FloatMatrix c, int from, int to) {
    transposed(a, b, 1, c, from, to);
  }

  private static void transposed(
      FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c, int from, int to) {
    if (a.rows() != b.rows() || a.cols() != c.rows() || b.cols() != c.cols()) {
      throw noProduct(a + "^T", b.toString(), c);
    }
    Objects.checkFromToIndex(from, to, c.cols());
    if (c.rows() == 0 || from == to) {
      return;
    }
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        c.rows(),
        to - from,
        a.rows(),
        1f,
        a.pointer(),
        a.cols(),
        new FloatPointer(b.pointer()).position(from),
        b.cols(),
        beta,
        new FloatPointer(c.pointer()).position(from),
        c.cols());
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(c);
  }

  private static IllegalArgumentException noProduct(String a, String b, FloatMatrix c) {
    return new IllegalArgumentException("No product of %s and %s is %s".formatted(a, b, c));
  }

  /** c = a b, shapes (m, k), (k, n) and (m, n). */
  static void multiply(FloatMatrix a, Panels b, FloatMatrix c) {
    byPanels(a, b, 0, c);
  }

  /** c += a b, shapes (m, k), (k, n) and (m, n). */
  static void addProduct(FloatMatrix a, Panels b, FloatMatrix c) {
    byPanels(a, b, 1, c);
  }

  private static void byPanels(FloatMatrix a, Panels b, float beta, FloatMatrix c) {
    int m = a.rows();
    int k = a.cols();
    if (k != b.rows() || m != c.rows() || b.cols() != c.cols()) {
      throw noProduct(a.toString(), b.toString(), c);
    }
    if (m == 0) {
      return;
    }
    // parts of k of like length, in whole vectors
    int most = Math.max(16, SmallProducts.MOST / (Panels.WIDTH * m));
    int parts = (k + most - 1) / most;
    int part = Math.max(1, Math.min(most, ((k + parts - 1) / parts + 7) / 8 * 8));
    FloatPointer left = new FloatPointer(a.pointer());
    FloatPointer right = new FloatPointer(b.memory().pointer());
    FloatPointer sum = new FloatPointer(c.pointer());
    for (int n = 0; n < b.cols(); n += Panels.WIDTH) {
      int width = b.width(n);
      for (int from = 0; from < k; from += part) {
        cblas_sgemm(
            CblasRowMajor,
            CblasNoTrans,
            CblasNoTrans,
            m,
            width,
            Math.min(part, k - from),
            1f,
            left.position(from),
            k,
            right.position((long) n * k + (long) from * width),
            width,
            from == 0 ? beta : 1,
            sum.position(n),
            c.cols());
      }
    }
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(c);
  }

  /**
   * c = a b, all row-major, where the memory is not that of whole matrices.
   *
   * @param a shape (m, k)
   * @param b shape (k, n)
   * @param c shape (m, n), its rows {@code stride} numbers apart
   */
  static void multiply(
      int m, int n, int k, FloatPointer a, FloatPointer b, FloatPointer c, int stride) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1f, a, k, b, n, 0f, c, stride);
  }

  private static void gemm(
      FloatMatrix a, FloatMatrix b, boolean transposeB, float beta, FloatMatrix c) {
    int m = a.rows();
    int k = a.cols();
    int n = transposeB ? b.rows() : b.cols();
    if (k != (transposeB ? b.cols() : b.rows()) || m != c.rows() || n != c.cols()) {
      throw noProduct(a.toString(), b + (transposeB ? "^T" : ""), c);
    }
    if (m == 0 || n == 0) {
      return;
    }
    if (m <= FEW_ROWS && !transposeB) {
      rowByRow(a, b, c);
      return;
    }
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        1f,
        a.pointer(),
        k,
        b.pointer(),
        b.cols(),
        beta,
        c.pointer(),
        n);
    Reference.reachabilityFence(a);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(c);
  }

  /** Of a few rows, as the first states of a small minibatch: sgemm would copy all of b first. */
  private static void rowByRow(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    for (int row = 0; row < a.rows(); row++) {
      multiplyRow(a.rows(row, row + 1), b, c.rows(row, row + 1));
    }
  }

  /** The sum of the squares of {@code length} numbers from {@code offset} on, rows ignored. */
  static float squares(FloatMatrix numbers, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, numbers.size());
    FloatPointer first = new FloatPointer(numbers.pointer()).position(offset);
    float sum = cblas_sdot(length, first, 1, first, 1);
    Reference.reachabilityFence(numbers);
    return sum;
  }

  /** y = x b, shapes (1, k), (k, n) and (1, n): reads b once. */
  static void multiplyRow(FloatMatrix x, FloatMatrix b, FloatMatrix y) {
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
        0f,
        y.pointer(),
        1);
    Reference.reachabilityFence(x);
    Reference.reachabilityFence(b);
    Reference.reachabilityFence(y);
  }
}
