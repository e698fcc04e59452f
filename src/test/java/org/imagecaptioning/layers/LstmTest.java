package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.layers.Numbers.array;
import static org.imagecaptioning.layers.Numbers.linspace;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LstmTest {

  @Test
  void aStepGivesWhatTheCourseExpects() {
    LstmStep.Output step =
        LstmStep.forward(
            linspace(-0.4, 1.2, 3, 4),
            linspace(-0.3, 0.7, 3, 5),
            linspace(-0.4, 0.9, 3, 5),
            linspace(-2.1, 1.3, 4, 20),
            linspace(-0.7, 2.2, 5, 20),
            linspace(0.3, 0.7, 20));

    INDArray expectedH =
        array(
            new long[] {3, 5},
            0.24635157,
            0.28610883,
            0.32240467,
            0.35525807,
            0.38474904,
            0.49223563,
            0.55611431,
            0.61507696,
            0.66844003,
            0.7159181,
            0.56735664,
            0.66310127,
            0.74419266,
            0.80889665,
            0.858299);
    INDArray expectedC =
        array(
            new long[] {3, 5},
            0.32986176,
            0.39145139,
            0.451556,
            0.51014116,
            0.56717407,
            0.66382255,
            0.76674007,
            0.87195994,
            0.97902709,
            1.08751345,
            0.74192008,
            0.90592151,
            1.07717006,
            1.25120233,
            1.42395676);
    assertThat(relativeError(step.nextH(), expectedH)).isLessThan(1e-8);
    assertThat(relativeError(step.nextC(), expectedC)).isLessThan(1e-8);
  }

  @Test
  void aSequenceGivesWhatTheCourseExpects() {
    INDArray h =
        Lstm.forward(
                linspace(-0.4, 0.6, 2, 3, 5),
                linspace(-0.4, 0.8, 2, 4),
                linspace(-0.2, 0.9, 5, 16),
                linspace(-0.3, 0.6, 4, 16),
                linspace(0.2, 0.7, 16))
            .h();

    INDArray expected =
        array(
            new long[] {2, 3, 4},
            0.01764008,
            0.01823233,
            0.01882671,
            0.0194232,
            0.11287491,
            0.12146228,
            0.13018446,
            0.13902939,
            0.31358768,
            0.33338627,
            0.35304453,
            0.37250975,
            0.45767879,
            0.4761092,
            0.4936887,
            0.51041945,
            0.6704845,
            0.69350089,
            0.71486014,
            0.7346449,
            0.81733511,
            0.83677871,
            0.85403753,
            0.86935314);
    assertThat(relativeError(h, expected)).isLessThan(1e-7);
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 5", "1, 4, 5", "3, 1, 5", "3, 4, 1", "1, 1, 1"})
  void gradientsOfAStepAreThoseOfCentredDifferences(long n, long w, long h) {
    INDArray x = normal(1, n, w);
    INDArray prevH = normal(2, n, h);
    INDArray prevC = normal(3, n, h);
    INDArray wx = normal(4, w, 4 * h).muli(0.4);
    INDArray wh = normal(5, h, 4 * h).muli(0.4);
    INDArray b = normal(6, 4 * h).muli(0.4);
    INDArray dout = normal(7, n, 2 * h); // of h' and c' side by side

    LstmStep.Gradients gradients =
        LstmStep.backward(
            columns(dout, 0, h),
            columns(dout, h, 2 * h),
            LstmStep.forward(x, prevH, prevC, wx, wh, b).cache());

    GradientCheck.check(
        "dx", gradients.dx(), x, dout, v -> both(LstmStep.forward(v, prevH, prevC, wx, wh, b)));
    GradientCheck.check(
        "dPrevH",
        gradients.dPrevH(),
        prevH,
        dout,
        v -> both(LstmStep.forward(x, v, prevC, wx, wh, b)));
    GradientCheck.check(
        "dPrevC",
        gradients.dPrevC(),
        prevC,
        dout,
        v -> both(LstmStep.forward(x, prevH, v, wx, wh, b)));
    GradientCheck.check(
        "dWx", gradients.dWx(), wx, dout, v -> both(LstmStep.forward(x, prevH, prevC, v, wh, b)));
    GradientCheck.check(
        "dWh", gradients.dWh(), wh, dout, v -> both(LstmStep.forward(x, prevH, prevC, wx, v, b)));
    GradientCheck.check(
        "db", gradients.db(), b, dout, v -> both(LstmStep.forward(x, prevH, prevC, wx, wh, v)));
  }

  @ParameterizedTest
  @CsvSource({"2, 4, 3, 3", "1, 4, 3, 3", "2, 1, 3, 3", "2, 4, 1, 3", "2, 4, 3, 1", "1, 1, 1, 1"})
  void gradientsOfASequenceAreThoseOfCentredDifferences(long n, long t, long w, long h) {
    INDArray x = normal(1, n, t, w);
    INDArray h0 = normal(2, n, h);
    INDArray c0 = normal(3, n, h);
    INDArray wx = normal(4, w, 4 * h).muli(0.4);
    INDArray wh = normal(5, h, 4 * h).muli(0.4);
    INDArray b = normal(6, 4 * h).muli(0.4);
    INDArray dout = normal(7, n, t, h);

    Lstm.Gradients gradients = Lstm.backward(dout, Lstm.forward(x, h0, c0, wx, wh, b).cache());

    GradientCheck.check("dx", gradients.dx(), x, dout, v -> Lstm.forward(v, h0, c0, wx, wh, b).h());
    GradientCheck.check(
        "dh0", gradients.dh0(), h0, dout, v -> Lstm.forward(x, v, c0, wx, wh, b).h());
    GradientCheck.check(
        "dc0", gradients.dc0(), c0, dout, v -> Lstm.forward(x, h0, v, wx, wh, b).h());
    GradientCheck.check(
        "dWx", gradients.dWx(), wx, dout, v -> Lstm.forward(x, h0, c0, v, wh, b).h());
    GradientCheck.check(
        "dWh", gradients.dWh(), wh, dout, v -> Lstm.forward(x, h0, c0, wx, v, b).h());
    GradientCheck.check("db", gradients.db(), b, dout, v -> Lstm.forward(x, h0, c0, wx, wh, v).h());
  }

  private static INDArray both(LstmStep.Output step) {
    return Nd4j.concat(1, step.nextH(), step.nextC());
  }

  private static INDArray columns(INDArray x, long from, long to) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
