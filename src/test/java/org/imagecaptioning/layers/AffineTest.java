package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.layers.Numbers.array;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class AffineTest {

  @Test
  void rowsAreMultipliedByWeightsAndBiasesAreAdded() {
    INDArray x = array(new long[] {2, 2}, 1, 2, 3, 4);
    INDArray w = array(new long[] {2, 3}, 1, 0, -1, 0.5, 2, 1);
    INDArray b = array(new long[] {3}, 10, 20, 30);

    INDArray out = Affine.forward(x, w, b).out();

    assertThat(relativeError(out, array(new long[] {2, 3}, 12, 24, 31, 15, 28, 31)))
        .isLessThan(1e-15);
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 5", "1, 4, 5", "3, 1, 5", "3, 4, 1", "1, 1, 1", "1, 1, 3", "2, 1, 1"})
  void gradientsAreThoseOfCentredDifferences(long n, long d, long m) {
    INDArray x = normal(1, n, d);
    INDArray w = normal(2, d, m);
    INDArray b = normal(3, m);
    INDArray dout = normal(4, n, m);

    Affine.Gradients gradients = Affine.backward(dout, Affine.forward(x, w, b).cache());

    GradientCheck.check("dx", gradients.dx(), x, dout, v -> Affine.forward(v, w, b).out());
    GradientCheck.check("dW", gradients.dW(), w, dout, v -> Affine.forward(x, v, b).out());
    GradientCheck.check("db", gradients.db(), b, dout, v -> Affine.forward(x, w, v).out());
  }

  @ParameterizedTest
  @CsvSource({"c, c", "c, f", "f, c", "f, f"})
  void theOrderInMemoryDoesNotMatter(char orderOfX, char orderOfW) {
    INDArray x = normal(1, 3, 4);
    INDArray w = normal(2, 4, 5);
    INDArray b = normal(3, 5);
    INDArray dout = normal(4, 3, 5);
    Affine.Output expected = Affine.forward(x, w, b);
    Affine.Gradients expectedGradients = Affine.backward(dout, expected.cache());

    Affine.Output actual = Affine.forward(x.dup(orderOfX), w.dup(orderOfW), b);
    Affine.Gradients actualGradients = Affine.backward(dout.dup(orderOfX), actual.cache());

    assertThat(relativeError(actual.out(), expected.out())).isLessThan(1e-12);
    assertThat(relativeError(actualGradients.dx(), expectedGradients.dx())).isLessThan(1e-12);
    assertThat(relativeError(actualGradients.dW(), expectedGradients.dW())).isLessThan(1e-12);
    assertThat(relativeError(actualGradients.db(), expectedGradients.db())).isLessThan(1e-12);
  }
}
