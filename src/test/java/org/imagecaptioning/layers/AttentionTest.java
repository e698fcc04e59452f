package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import java.util.stream.DoubleStream;
import org.imagecaptioning.layers.AttentionLstmStep.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class AttentionTest {

  /** Pictures, places, numbers of a place, of a key and of a state. */
  private static final String SIZES = "N, L, P, A, H";

  @Test
  void equalKeysShareTheWeightsEvenlyAndGiveTheMeanPlace() {
    INDArray places = normal(1, 2, 4, 3);
    INDArray keys = Nd4j.ones(places.dataType(), 2, 4, 5);

    SoftAttention.Output looked =
        SoftAttention.forward(places, keys, normal(2, 2, 6), normal(3, 6, 5), normal(4, 5, 1));

    assertThat(Numbers.rowMajor(looked.weights())).containsExactly(allOf(8, 0.25), within(1e-12));
    assertThat(relativeError(looked.context(), places.mean(1))).isLessThan(1e-10);
  }

  @Test
  void weightsHaveTheSumOneHoweverLargeTheScores() {
    INDArray weights =
        SoftAttention.forward(
                normal(1, 3, 7, 2),
                normal(2, 3, 7, 4),
                normal(3, 3, 5),
                normal(4, 5, 4),
                normal(5, 4, 1).muli(2000))
            .weights();

    assertThat(Numbers.rowMajor(weights.sum(1))).containsExactly(allOf(3, 1), within(1e-12));
  }

  @Test
  void aClosedGateLeavesAStepOfTheWordAlone() {
    INDArray word = normal(1, 2, 3);
    INDArray h = normal(2, 2, 4);
    INDArray c = normal(3, 2, 4);
    Weights w = weights(3, 2, 5, 4);
    Weights closed =
        new Weights(
            w.wx(),
            w.wh(),
            w.b(),
            w.wQuery(),
            w.v(),
            w.wBeta(),
            Nd4j.zerosLike(w.bBeta()).subi(80));
    INDArray ofWords = w.wx().get(NDArrayIndex.interval(0, 3), NDArrayIndex.all()).dup('c');

    AttentionLstmStep.Output step =
        AttentionLstmStep.forward(word, normal(4, 2, 6, 2), normal(5, 2, 6, 5), h, c, closed);

    LstmStep.Output plain = LstmStep.forward(word, h, c, ofWords, w.wh(), w.b());
    assertThat(relativeError(step.nextH(), plain.nextH())).isLessThan(1e-10);
    assertThat(relativeError(step.nextC(), plain.nextC())).isLessThan(1e-10);
  }

  @ParameterizedTest(name = SIZES + " = {0}, {1}, {2}, {3}, {4}")
  @CsvSource({"3, 4, 5, 2, 6", "1, 4, 3, 2, 3", "2, 1, 3, 2, 3", "2, 4, 1, 1, 1", "1, 1, 1, 1, 1"})
  void gradientsOfAttentionAreThoseOfCentredDifferences(long n, long l, long p, long a, long h) {
    INDArray places = normal(1, n, l, p);
    INDArray keys = normal(2, n, l, a);
    INDArray state = normal(3, n, h);
    INDArray wh = normal(4, h, a).muli(0.4);
    INDArray v = normal(5, a, 1);
    INDArray dout = normal(6, n, p + l); // of context and weights side by side

    SoftAttention.Gradients gradients =
        SoftAttention.backward(
            columns(dout, 0, p),
            columns(dout, p, p + l),
            SoftAttention.forward(places, keys, state, wh, v).cache());

    GradientCheck.check(
        "dPlaces",
        gradients.dPlaces(),
        places,
        dout,
        x -> both(SoftAttention.forward(x, keys, state, wh, v)));
    GradientCheck.check(
        "dKeys",
        gradients.dKeys(),
        keys,
        dout,
        x -> both(SoftAttention.forward(places, x, state, wh, v)));
    GradientCheck.check(
        "dh",
        gradients.dh(),
        state,
        dout,
        x -> both(SoftAttention.forward(places, keys, x, wh, v)));
    GradientCheck.check(
        "dWh",
        gradients.dWh(),
        wh,
        dout,
        x -> both(SoftAttention.forward(places, keys, state, x, v)));
    GradientCheck.check(
        "dv",
        gradients.dv(),
        v,
        dout,
        x -> both(SoftAttention.forward(places, keys, state, wh, x)));
  }

  @ParameterizedTest(name = SIZES + " = {0}, {1}, {2}, {3}, {4}")
  @CsvSource({"2, 4, 3, 2, 3", "1, 4, 3, 2, 3", "2, 1, 3, 2, 3", "2, 4, 1, 1, 1", "1, 1, 1, 1, 1"})
  void gradientsOfAStepAreThoseOfCentredDifferences(long n, long l, long p, long a, long h) {
    INDArray word = normal(1, n, 3);
    INDArray places = normal(2, n, l, p);
    INDArray keys = normal(3, n, l, a);
    INDArray prevH = normal(4, n, h);
    INDArray prevC = normal(5, n, h);
    Weights w = weights(3, p, a, h);
    INDArray dout = normal(6, n, 2 * h + l); // of h', c' and weights side by side

    AttentionLstmStep.Gradients gradients =
        AttentionLstmStep.backward(
            columns(dout, 0, h),
            columns(dout, h, 2 * h),
            columns(dout, 2 * h, 2 * h + l),
            AttentionLstmStep.forward(word, places, keys, prevH, prevC, w).cache());

    GradientCheck.check(
        "dWord",
        gradients.dWord(),
        word,
        dout,
        x -> all(AttentionLstmStep.forward(x, places, keys, prevH, prevC, w)));
    GradientCheck.check(
        "dPlaces",
        gradients.dPlaces(),
        places,
        dout,
        x -> all(AttentionLstmStep.forward(word, x, keys, prevH, prevC, w)));
    GradientCheck.check(
        "dKeys",
        gradients.dKeys(),
        keys,
        dout,
        x -> all(AttentionLstmStep.forward(word, places, x, prevH, prevC, w)));
    GradientCheck.check(
        "dPrevH",
        gradients.dPrevH(),
        prevH,
        dout,
        x -> all(AttentionLstmStep.forward(word, places, keys, x, prevC, w)));
    GradientCheck.check(
        "dPrevC",
        gradients.dPrevC(),
        prevC,
        dout,
        x -> all(AttentionLstmStep.forward(word, places, keys, prevH, x, w)));
    for (int i = 0; i < 7; i++) {
      int changed = i;
      GradientCheck.check(
          "weights " + i,
          list(gradients.weights())[i],
          list(w)[i],
          dout,
          x ->
              all(
                  AttentionLstmStep.forward(
                      word, places, keys, prevH, prevC, with(w, changed, x))));
    }
  }

  @ParameterizedTest(name = "T = {0}, " + SIZES + " = {1}, {2}, {3}, {4}, {5}")
  @CsvSource({"3, 2, 4, 3, 2, 3", "1, 2, 4, 3, 2, 3", "3, 1, 1, 1, 1, 1"})
  void gradientsOfASequenceAreThoseOfCentredDifferences(
      long t, long n, long l, long p, long a, long h) {
    INDArray words = normal(1, n, t, 3);
    INDArray places = normal(2, n, l, p);
    INDArray keys = normal(3, n, l, a);
    INDArray h0 = normal(4, n, h);
    INDArray c0 = normal(5, n, h);
    Weights w = weights(3, p, a, h);
    INDArray dh = normal(6, n, t, h);
    INDArray dAttention = normal(7, n, t, l);
    INDArray dout = Nd4j.concat(2, dh, dAttention); // (N, T, H + L)

    AttentionLstm.Gradients gradients =
        AttentionLstm.backward(
            dh, dAttention, AttentionLstm.forward(words, places, keys, h0, c0, w).cache());

    GradientCheck.check(
        "dWords",
        gradients.dWords(),
        words,
        dout,
        x -> all(AttentionLstm.forward(x, places, keys, h0, c0, w)));
    GradientCheck.check(
        "dPlaces",
        gradients.dPlaces(),
        places,
        dout,
        x -> all(AttentionLstm.forward(words, x, keys, h0, c0, w)));
    GradientCheck.check(
        "dKeys",
        gradients.dKeys(),
        keys,
        dout,
        x -> all(AttentionLstm.forward(words, places, x, h0, c0, w)));
    GradientCheck.check(
        "dh0",
        gradients.dh0(),
        h0,
        dout,
        x -> all(AttentionLstm.forward(words, places, keys, x, c0, w)));
    GradientCheck.check(
        "dc0",
        gradients.dc0(),
        c0,
        dout,
        x -> all(AttentionLstm.forward(words, places, keys, h0, x, w)));
    for (int i = 0; i < 7; i++) {
      int changed = i;
      GradientCheck.check(
          "weights " + i,
          list(gradients.weights())[i],
          list(w)[i],
          dout,
          x -> all(AttentionLstm.forward(words, places, keys, h0, c0, with(w, changed, x))));
    }
  }

  private static double[] allOf(int count, double number) {
    return DoubleStream.generate(() -> number).limit(count).toArray();
  }

  private static Weights weights(long words, long p, long a, long h) {
    return new Weights(
        normal(11, words + p, 4 * h).muli(0.4),
        normal(12, h, 4 * h).muli(0.4),
        normal(13, 4 * h).muli(0.4),
        normal(14, h, a).muli(0.4),
        normal(15, a, 1),
        normal(16, h, 1),
        normal(17, 1));
  }

  private static INDArray[] list(Weights w) {
    return new INDArray[] {w.wx(), w.wh(), w.b(), w.wQuery(), w.v(), w.wBeta(), w.bBeta()};
  }

  private static Weights with(Weights w, int changed, INDArray x) {
    INDArray[] list = list(w);
    list[changed] = x;
    return new Weights(list[0], list[1], list[2], list[3], list[4], list[5], list[6]);
  }

  private static INDArray both(SoftAttention.Output looked) {
    return Nd4j.concat(1, looked.context(), looked.weights());
  }

  private static INDArray all(AttentionLstmStep.Output step) {
    return Nd4j.concat(1, step.nextH(), step.nextC(), step.attention());
  }

  private static INDArray all(AttentionLstm.Output sequence) {
    return Nd4j.concat(2, sequence.h(), sequence.attention());
  }

  private static INDArray columns(INDArray x, long from, long to) {
    return x.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }
}
