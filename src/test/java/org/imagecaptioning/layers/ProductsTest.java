package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 512, 300", "3, 17, 5", "64, 33, 130", "200, 64, 7"})
  void everyFormOfProductIsThatOfPlainJava(int m, int k, int n) {
    SplittableRandom random = new SplittableRandom(7);
    float[] a = ProductsCheck.numbers(random, m * k);
    float[] b = ProductsCheck.numbers(random, k * n);
    float[] c = ProductsCheck.numbers(random, m * n);
    double[] product = product(a, b, m, k, n);
    FloatMatrix left = FloatMatrix.of(m, k, a);
    FloatMatrix right = FloatMatrix.of(k, n, b);
    FloatMatrix leftTransposed = FloatMatrix.of(k, m, transposed(a, m, k));
    FloatMatrix rightTransposed = FloatMatrix.of(n, k, transposed(b, k, n));

    FloatMatrix result = FloatMatrix.of(m, n, c);
    Products.multiply(left, right, result);
    assertClose(result, product, new float[m * n]);
    Products.multiplyByTransposed(left, rightTransposed, result);
    assertClose(result, product, new float[m * n]);
    Products.multiplyTransposed(leftTransposed, right, result, 0, n);
    assertClose(result, product, new float[m * n]);

    int half = n / 2;
    result = FloatMatrix.of(m, n, c);
    Products.multiplyTransposed(leftTransposed, right, result, 0, half);
    Products.multiplyTransposed(leftTransposed, right, result, half, n);
    assertClose(result, product, new float[m * n]);

    result = FloatMatrix.of(m, n, c);
    Products.addProductTransposed(leftTransposed, right, result, half, n);
    Products.addProductTransposed(leftTransposed, right, result, 0, half);
    assertClose(result, product, c);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 512, 300", "3, 17, 64", "5, 7, 65", "64, 600, 130", "200, 200, 7"})
  void aProductByPanelsIsThatOfTheMatrixTheyWereCutFrom(int m, int k, int n) {
    SplittableRandom random = new SplittableRandom(7);
    float[] a = ProductsCheck.numbers(random, m * k);
    float[] b = ProductsCheck.numbers(random, k * n);
    float[] c = ProductsCheck.numbers(random, m * n);
    double[] product = product(a, b, m, k, n);
    Panels panels = new Panels();

    panels.copy(FloatMatrix.of(k, n, b));
    FloatMatrix result = FloatMatrix.of(m, n, c);
    Products.multiply(FloatMatrix.of(m, k, a), panels, result);
    assertClose(result, product, new float[m * n]);
    result = FloatMatrix.of(m, n, c);
    Products.addProduct(FloatMatrix.of(m, k, a), panels, result);
    assertClose(result, product, c);

    panels.copyTransposed(FloatMatrix.of(n, k, transposed(b, k, n)));
    Products.multiply(FloatMatrix.of(m, k, a), panels, result);
    assertClose(result, product, new float[m * n]);
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertThatThrownBy(
            () ->
                Products.multiply(
                    FloatMatrix.zeros(2, 3), FloatMatrix.zeros(4, 5), FloatMatrix.zeros(2, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FloatMatrix(2, 3) and FloatMatrix(4, 5)");
    Panels panels = new Panels();
    panels.copy(FloatMatrix.zeros(4, 5));
    assertThatThrownBy(
            () -> Products.multiply(FloatMatrix.zeros(2, 3), panels, FloatMatrix.zeros(2, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FloatMatrix(2, 3) and Panels(4, 5)");
  }

  @Test
  void theKnownProductIsRightHere() {
    assertThatCode(ProductsCheck::run).doesNotThrowAnyException();
  }

  @Test
  void aWrongProductSaysWhichVariableToSet() {
    SplittableRandom random = new SplittableRandom(1);
    float[] a = ProductsCheck.numbers(random, 37 * 129);
    float[] b = ProductsCheck.numbers(random, 129 * 203);
    assertThatThrownBy(() -> ProductsCheck.compare(a, b, new float[37 * 203]))
        .hasMessageContaining("OPENBLAS_CORETYPE");
  }

  private static void assertClose(FloatMatrix actual, double[] product, float[] before) {
    float[] numbers = actual.toArray();
    for (int i = 0; i < numbers.length; i++) {
      double expected = product[i] + before[i];
      assertThat(Math.abs(numbers[i] - expected)).isLessThan(1e-4);
    }
  }

  private static double[] product(float[] a, float[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int row = 0; row < m; row++) {
      for (int col = 0; col < n; col++) {
        for (int i = 0; i < k; i++) {
          c[row * n + col] += (double) a[row * k + i] * b[i * n + col];
        }
      }
    }
    return c;
  }

  private static float[] transposed(float[] a, int rows, int cols) {
    float[] t = new float[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        t[j * rows + i] = a[i * cols + j];
      }
    }
    return t;
  }
}
