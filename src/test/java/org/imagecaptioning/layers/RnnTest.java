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

class RnnTest {

  @Test
  void aStepGivesWhatTheCourseExpects() {
    INDArray nextH =
        RnnStep.forward(
                linspace(-0.4, 0.7, 3, 10),
                linspace(-0.2, 0.5, 3, 4),
                linspace(-0.1, 0.9, 10, 4),
                linspace(-0.3, 0.7, 4, 4),
                linspace(-0.2, 0.4, 4))
            .nextH();

    INDArray expected =
        array(
            new long[] {3, 4},
            -0.58172089,
            -0.50182032,
            -0.41232771,
            -0.31410098,
            0.66854692,
            0.79562378,
            0.87755553,
            0.92795967,
            0.97934501,
            0.99144213,
            0.99646691,
            0.99854353);
    assertThat(relativeError(nextH, expected)).isLessThan(1e-8);
  }

  @Test
  void aSequenceGivesWhatTheCourseExpects() {
    INDArray h =
        Rnn.forward(
                linspace(-0.1, 0.3, 2, 3, 4),
                linspace(-0.3, 0.1, 2, 5),
                linspace(-0.2, 0.4, 4, 5),
                linspace(-0.4, 0.1, 5, 5),
                linspace(-0.7, 0.1, 5))
            .h();

    INDArray expected =
        array(
            new long[] {2, 3, 5},
            -0.42070749,
            -0.27279261,
            -0.11074945,
            0.05740409,
            0.22236251,
            -0.39525808,
            -0.22554661,
            -0.0409454,
            0.14649412,
            0.32397316,
            -0.42305111,
            -0.24223728,
            -0.04287027,
            0.15997045,
            0.35014525,
            -0.55857474,
            -0.39065825,
            -0.19198182,
            0.02378408,
            0.23735671,
            -0.27150199,
            -0.07088804,
            0.13562939,
            0.33099728,
            0.50158768,
            -0.51014825,
            -0.30524429,
            -0.06755202,
            0.17806392,
            0.40333043);
    assertThat(relativeError(h, expected)).isLessThan(1e-7);
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 5", "1, 4, 5", "3, 1, 5", "3, 4, 1", "1, 1, 1"})
  void gradientsOfAStepAreThoseOfCentredDifferences(long n, long w, long h) {
    INDArray x = normal(1, n, w);
    INDArray prevH = normal(2, n, h);
    INDArray wx = normal(3, w, h).muli(0.4);
    INDArray wh = normal(4, h, h).muli(0.4);
    INDArray b = normal(5, h).muli(0.4);
    INDArray dout = normal(6, n, h);

    RnnStep.Gradients gradients =
        RnnStep.backward(dout, RnnStep.forward(x, prevH, wx, wh, b).cache());

    GradientCheck.check(
        "dx", gradients.dx(), x, dout, v -> RnnStep.forward(v, prevH, wx, wh, b).nextH());
    GradientCheck.check(
        "dPrevH", gradients.dPrevH(), prevH, dout, v -> RnnStep.forward(x, v, wx, wh, b).nextH());
    GradientCheck.check(
        "dWx", gradients.dWx(), wx, dout, v -> RnnStep.forward(x, prevH, v, wh, b).nextH());
    GradientCheck.check(
        "dWh", gradients.dWh(), wh, dout, v -> RnnStep.forward(x, prevH, wx, v, b).nextH());
    GradientCheck.check(
        "db", gradients.db(), b, dout, v -> RnnStep.forward(x, prevH, wx, wh, v).nextH());
  }

  @ParameterizedTest
  @CsvSource({"2, 4, 3, 5", "1, 4, 3, 5", "2, 1, 3, 5", "2, 4, 1, 5", "2, 4, 3, 1", "1, 1, 1, 1"})
  void gradientsOfASequenceAreThoseOfCentredDifferences(long n, long t, long w, long h) {
    INDArray x = normal(1, n, t, w);
    INDArray h0 = normal(2, n, h);
    INDArray wx = normal(3, w, h).muli(0.4);
    INDArray wh = normal(4, h, h).muli(0.4);
    INDArray b = normal(5, h).muli(0.4);
    INDArray dout = normal(6, n, t, h);

    Rnn.Gradients gradients = Rnn.backward(dout, Rnn.forward(x, h0, wx, wh, b).cache());

    GradientCheck.check("dx", gradients.dx(), x, dout, v -> Rnn.forward(v, h0, wx, wh, b).h());
    GradientCheck.check("dh0", gradients.dh0(), h0, dout, v -> Rnn.forward(x, v, wx, wh, b).h());
    GradientCheck.check("dWx", gradients.dWx(), wx, dout, v -> Rnn.forward(x, h0, v, wh, b).h());
    GradientCheck.check("dWh", gradients.dWh(), wh, dout, v -> Rnn.forward(x, h0, wx, v, b).h());
    GradientCheck.check("db", gradients.db(), b, dout, v -> Rnn.forward(x, h0, wx, wh, v).h());
  }
}
