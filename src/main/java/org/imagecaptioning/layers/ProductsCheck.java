package org.imagecaptioning.layers;

import java.util.SplittableRandom;
import org.imagecaptioning.errors.CaptioningException;

/**
 * Whether BLAS can be trusted on this processor: an OpenBLAS that is older than a processor has
 * been seen to compute wrongly on it.
 */
public final class ProductsCheck {

  private static final int M = 37;
  private static final int K = 129;
  private static final int N = 203;

  private ProductsCheck() {}

  /**
   * Compares one product with plain Java.
   *
   * @throws WrongProductException if they differ, with what to set
   */
  public static void run() {
    SplittableRandom random = new SplittableRandom(1);
    float[] a = numbers(random, M * K); // (M, K)
    float[] b = numbers(random, K * N); // (K, N)
    FloatMatrix c = FloatMatrix.zeros(M, N);
    Products.multiply(FloatMatrix.of(M, K, a), FloatMatrix.of(K, N, b), c);
    compare(a, b, c.toArray());
  }

  static void compare(float[] a, float[] b, float[] c) {
    for (int row = 0; row < M; row++) {
      for (int col = 0; col < N; col++) {
        double expected = 0;
        for (int k = 0; k < K; k++) {
          expected += (double) a[row * K + k] * b[k * N + col];
        }
        if (!(Math.abs(c[row * N + col] - expected) < 1e-4)) {
          throw new WrongProductException(
              "OpenBLAS computes wrongly on this processor: a known product gave %s where %s is right."
                      .formatted(c[row * N + col], expected)
                  + " Set the environment variable OPENBLAS_CORETYPE to a kernel that this processor"
                  + " can run, such as Haswell or SkylakeX on x86-64, ARMV8 on arm64.");
        }
      }
    }
  }

  static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  /** BLAS gives wrong results here. */
  public static final class WrongProductException extends CaptioningException {

    private static final long serialVersionUID = 1L;

    WrongProductException(String message) {
      super(message);
    }
  }
}
