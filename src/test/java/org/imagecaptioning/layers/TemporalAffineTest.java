package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TemporalAffineTest {

  @Test
  void eachStepGoesThroughTheSameAffineLayer() {
    INDArray x = normal(1, 2, 3, 4);
    INDArray w = normal(2, 4, 5);
    INDArray b = normal(3, 5);

    INDArray out = TemporalAffine.forward(x, w, b).out();

    assertThat(out.shape()).containsExactly(2, 3, 5);
    for (int t = 0; t < 3; t++) {
      INDArray alone = Affine.forward(TimeStep.get(x, t), w, b).out();
      assertThat(relativeError(TimeStep.get(out, t), alone)).isLessThan(1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 4, 3", "1, 3, 4, 3", "2, 1, 4, 3", "2, 3, 1, 3", "2, 3, 4, 1", "1, 1, 1, 1"})
  void gradientsAreThoseOfCentredDifferences(long n, long t, long d, long m) {
    INDArray x = normal(1, n, t, d);
    INDArray w = normal(2, d, m);
    INDArray b = normal(3, m);
    INDArray dout = normal(4, n, t, m);

    TemporalAffine.Gradients gradients =
        TemporalAffine.backward(dout, TemporalAffine.forward(x, w, b).cache());

    GradientCheck.check("dx", gradients.dx(), x, dout, v -> TemporalAffine.forward(v, w, b).out());
    GradientCheck.check("dW", gradients.dW(), w, dout, v -> TemporalAffine.forward(x, v, b).out());
    GradientCheck.check("db", gradients.db(), b, dout, v -> TemporalAffine.forward(x, w, v).out());
  }
}
