package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GruTest {

  private static final int N = 3;
  private static final int W = 4;
  private static final int H = 5;

  @Test
  void aStepGivesWhatTheEquationsSayNumberByNumber() {
    INDArray x = normal(1, N, W);
    INDArray prevH = normal(2, N, H);
    INDArray wx = normal(3, W, 3 * H);
    INDArray wh = normal(4, H, 3 * H);
    INDArray b = normal(5, 3 * H);

    INDArray expected = Nd4j.zeros(x.dataType(), N, H);
    for (int row = 0; row < N; row++) {
      for (int j = 0; j < H; j++) {
        double r = sigmoid(in(x, wx, b, row, j) + in(prevH, wh, row, j));
        double z = sigmoid(in(x, wx, b, row, H + j) + in(prevH, wh, row, H + j));
        double n = Math.tanh(in(x, wx, b, row, 2 * H + j) + r * in(prevH, wh, row, 2 * H + j));
        expected.putScalar(row, j, (1 - z) * n + z * prevH.getDouble(row, j));
      }
    }
    assertThat(relativeError(GruStep.forward(x, prevH, wx, wh, b).nextH(), expected))
        .isLessThan(1e-12);
  }

  @Test
  void anUpdateGateThatIsOneKeepsTheStateAndOneThatIsZeroForgetsIt() {
    INDArray x = normal(1, N, W);
    INDArray prevH = normal(2, N, H);
    INDArray wx = normal(3, W, 3 * H);
    INDArray wh = Nd4j.zeros(x.dataType(), H, 3 * H);
    INDArray b = Nd4j.zeros(x.dataType(), 3 * H);
    for (int j = H; j < 2 * H; j++) {
      b.putScalar(j, 1000);
    }
    INDArray kept = GruStep.forward(x, prevH, wx, wh, b).nextH();
    assertThat(relativeError(kept, prevH)).isLessThan(1e-12);

    for (int j = H; j < 2 * H; j++) {
      b.putScalar(j, -1000);
    }
    INDArray forgotten = GruStep.forward(x, prevH, wx, wh, b).nextH();
    INDArray another = GruStep.forward(x, normal(9, N, H), wx, wh, b).nextH();
    assertThat(relativeError(forgotten, another)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 5", "1, 4, 5", "3, 1, 5", "3, 4, 1", "1, 1, 1"})
  void gradientsOfAStepAreThoseOfCentredDifferences(long n, long w, long h) {
    INDArray x = normal(1, n, w);
    INDArray prevH = normal(2, n, h);
    INDArray wx = normal(4, w, 3 * h).muli(0.4);
    INDArray wh = normal(5, h, 3 * h).muli(0.4);
    INDArray b = normal(6, 3 * h).muli(0.4);
    INDArray dout = normal(7, n, h);

    GruStep.Gradients gradients =
        GruStep.backward(dout, GruStep.forward(x, prevH, wx, wh, b).cache());

    GradientCheck.check(
        "dx", gradients.dx(), x, dout, v -> GruStep.forward(v, prevH, wx, wh, b).nextH());
    GradientCheck.check(
        "dPrevH", gradients.dPrevH(), prevH, dout, v -> GruStep.forward(x, v, wx, wh, b).nextH());
    GradientCheck.check(
        "dWx", gradients.dWx(), wx, dout, v -> GruStep.forward(x, prevH, v, wh, b).nextH());
    GradientCheck.check(
        "dWh", gradients.dWh(), wh, dout, v -> GruStep.forward(x, prevH, wx, v, b).nextH());
    GradientCheck.check(
        "db", gradients.db(), b, dout, v -> GruStep.forward(x, prevH, wx, wh, v).nextH());
  }

  @ParameterizedTest
  @CsvSource({"2, 4, 3, 3", "1, 4, 3, 3", "2, 1, 3, 3", "2, 4, 1, 3", "2, 4, 3, 1", "1, 1, 1, 1"})
  void gradientsOfASequenceAreThoseOfCentredDifferences(long n, long t, long w, long h) {
    INDArray x = normal(1, n, t, w);
    INDArray h0 = normal(2, n, h);
    INDArray wx = normal(4, w, 3 * h).muli(0.4);
    INDArray wh = normal(5, h, 3 * h).muli(0.4);
    INDArray b = normal(6, 3 * h).muli(0.4);
    INDArray dout = normal(7, n, t, h);

    Gru.Gradients gradients = Gru.backward(dout, Gru.forward(x, h0, wx, wh, b).cache());

    GradientCheck.check("dx", gradients.dx(), x, dout, v -> Gru.forward(v, h0, wx, wh, b).h());
    GradientCheck.check("dh0", gradients.dh0(), h0, dout, v -> Gru.forward(x, v, wx, wh, b).h());
    GradientCheck.check("dWx", gradients.dWx(), wx, dout, v -> Gru.forward(x, h0, v, wh, b).h());
    GradientCheck.check("dWh", gradients.dWh(), wh, dout, v -> Gru.forward(x, h0, wx, v, b).h());
    GradientCheck.check("db", gradients.db(), b, dout, v -> Gru.forward(x, h0, wx, wh, v).h());
  }

  private static double in(INDArray x, INDArray w, INDArray b, int row, int column) {
    return in(x, w, row, column) + b.getDouble(column);
  }

  private static double in(INDArray x, INDArray w, int row, int column) {
    double sum = 0;
    for (int k = 0; k < x.size(1); k++) {
      sum += x.getDouble(row, k) * w.getDouble(k, column);
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
