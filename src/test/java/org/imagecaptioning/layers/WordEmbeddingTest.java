package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.imagecaptioning.layers.Numbers.array;
import static org.imagecaptioning.layers.Numbers.linspace;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class WordEmbeddingTest {

  @Test
  void vectorsAreThoseTheCourseExpects() {
    int[][] captions = {{0, 3, 1, 2}, {2, 1, 0, 3}};
    INDArray w = linspace(0, 1, 5, 3);

    INDArray out = WordEmbedding.forward(captions, w).out();

    INDArray expected =
        array(
            new long[] {2, 4, 3},
            0,
            0.07142857,
            0.14285714,
            0.64285714,
            0.71428571,
            0.78571429,
            0.21428571,
            0.28571429,
            0.35714286,
            0.42857143,
            0.5,
            0.57142857,
            0.42857143,
            0.5,
            0.57142857,
            0.21428571,
            0.28571429,
            0.35714286,
            0,
            0.07142857,
            0.14285714,
            0.64285714,
            0.71428571,
            0.78571429);
    assertThat(relativeError(out, expected)).isLessThan(2e-8);
  }

  @Test
  void gradientIsThatOfCentredDifferences() {
    int[][] captions = {{0, 4, 1}, {4, 4, 2}};
    INDArray w = normal(1, 5, 3);
    INDArray dout = normal(2, 2, 3, 3);

    WordEmbedding.Gradients gradients =
        WordEmbedding.backward(dout, WordEmbedding.forward(captions, w).cache());

    GradientCheck.check(
        "dW", gradients.dW(), w, dout, v -> WordEmbedding.forward(captions, v).out());
  }

  @Test
  void gradientsOfARepeatedWordAreSummedAndThoseOfAnAbsentWordAreZero() {
    int[][] captions = {{1, 1}, {2, 1}};
    INDArray dout = array(new long[] {2, 2, 2}, 1, 2, 10, 20, 5, 6, 100, 200);

    INDArray dW =
        WordEmbedding.backward(dout, WordEmbedding.forward(captions, normal(1, 4, 2)).cache()).dW();

    assertThat(Numbers.rowMajor(dW)).containsExactly(0, 0, 111, 222, 5, 6, 0, 0);
  }

  @Test
  void wordsWithoutAVectorAreRefused() {
    INDArray w = normal(1, 4, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordEmbedding.forward(new int[][] {{1, 4}}, w))
        .withMessageContaining("from 0 to 3, not 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordEmbedding.forward(new int[][] {{-1, 2}}, w))
        .withMessageContaining("not -1");
  }

  @Test
  void captionsOfDifferentLengthsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordEmbedding.forward(new int[][] {{1, 2}, {1}}, normal(1, 4, 2)))
        .withMessageContaining("equal length");
  }
}
