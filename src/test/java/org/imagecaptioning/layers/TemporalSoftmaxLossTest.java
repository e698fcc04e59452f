package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.layers.Numbers.array;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.rowMajor;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TemporalSoftmaxLossTest {

  private static final int[][] TARGETS = {{0, 3, 1}, {2, 2, 0}};
  private static final boolean[][] MASK = {{true, true, false}, {true, false, true}};

  @Test
  void equalScoresLoseTheLogarithmOfTheVocabularyForEachWordThatCounts() {
    INDArray scores = Nd4j.zeros(DataType.DOUBLE, 2, 3, 10);

    double loss = TemporalSoftmaxLoss.forward(scores, TARGETS, MASK).loss();

    assertThat(loss).isCloseTo(4 / 2.0 * Math.log(10), within(1e-14));
  }

  // What the course says to expect, about; by how much a run may differ follows from the mask:
  // N*T = 50,000 places that count with probability p have a standard deviation of 67 at p = 0.1,
  // hence the loss one of 67 / 5000 * ln 10 = 0.03.
  @ParameterizedTest
  @CsvSource({"100, 1, 10, 1, 2.3", "100, 10, 10, 1, 23", "5000, 10, 10, 0.1, 2.3"})
  void smallRandomScoresLoseWhatTheCourseExpects(int n, int t, int v, double p, double about) {
    Random random = new Random(231);
    INDArray scores = normal(231, n, t, v).muli(0.001);
    int[][] targets = new int[n][t];
    boolean[][] mask = new boolean[n][t];
    for (int i = 0; i < n; i++) {
      targets[i] = IntStream.range(0, t).map(word -> random.nextInt(v)).toArray();
      for (int word = 0; word < t; word++) {
        mask[i][word] = random.nextDouble() <= p;
      }
    }

    double loss = TemporalSoftmaxLoss.forward(scores, targets, mask).loss();

    assertThat(loss).isCloseTo(about, within(p < 1 ? 0.15 : 0.005 * t));
  }

  @Test
  void gradientIsThatOfCentredDifferences() {
    INDArray scores = normal(1, 2, 3, 4);

    INDArray dx =
        TemporalSoftmaxLoss.backward(TemporalSoftmaxLoss.forward(scores, TARGETS, MASK).cache())
            .dx();

    GradientCheck.check(
        "dx", dx, scores, v -> TemporalSoftmaxLoss.forward(v, TARGETS, MASK).loss());
  }

  @Test
  void gradientOfTheSmoothedLossIsThatOfCentredDifferences() {
    INDArray scores = normal(1, 2, 3, 4);

    INDArray dx =
        TemporalSoftmaxLoss.backward(
                TemporalSoftmaxLoss.forward(scores, TARGETS, MASK, 0.3).cache())
            .dx();

    GradientCheck.check(
        "dx", dx, scores, v -> TemporalSoftmaxLoss.forward(v, TARGETS, MASK, 0.3).loss());
  }

  @Test
  void aSmoothedLossIsLeastWhereTheShareThatIsSpreadIsExpectedToo() {
    INDArray expected = array(new long[] {1, 1, 4}, 0.05, 0.85, 0.05, 0.05);
    INDArray scores = expected.dup();
    for (int v = 0; v < 4; v++) {
      scores.putScalar(0, 0, v, Math.log(expected.getDouble(0, 0, v)));
    }
    TemporalSoftmaxLoss.Output output =
        TemporalSoftmaxLoss.forward(scores, new int[][] {{1}}, new boolean[][] {{true}}, 0.2);

    assertThat(output.loss())
        .isCloseTo(-0.85 * Math.log(0.85) - 0.15 * Math.log(0.05), within(1e-12));
    for (double dx : rowMajor(TemporalSoftmaxLoss.backward(output.cache()).dx())) {
      assertThat(dx).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void wordsThatDoNotCountChangeNeitherLossNorGradient() {
    INDArray scores = normal(1, 2, 3, 4);
    TemporalSoftmaxLoss.Output before = TemporalSoftmaxLoss.forward(scores, TARGETS, MASK);
    INDArray changed = scores.dup();
    changed.putScalar(0, 2, 1, 50);
    int[][] otherTarget = {{0, 3, 2}, {2, 1, 0}};

    TemporalSoftmaxLoss.Output after = TemporalSoftmaxLoss.forward(changed, otherTarget, MASK);

    assertThat(after.loss()).isEqualTo(before.loss());
    INDArray dx = TemporalSoftmaxLoss.backward(after.cache()).dx();
    assertThat(dx).isEqualTo(TemporalSoftmaxLoss.backward(before.cache()).dx());
    for (int v = 0; v < 4; v++) {
      assertThat(dx.getDouble(0, 2, v)).isZero();
      assertThat(dx.getDouble(1, 1, v)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"DOUBLE, 1e300", "DOUBLE, -1e300", "FLOAT, 1e30", "FLOAT, -1e30"})
  void hugeScoresDoNotOverflow(DataType type, double huge) {
    INDArray scores = array(new long[] {1, 1, 3}, huge, huge, huge).castTo(type);

    TemporalSoftmaxLoss.Output output =
        TemporalSoftmaxLoss.forward(scores, new int[][] {{1}}, new boolean[][] {{true}});

    assertThat(output.loss()).isCloseTo(Math.log(3), within(1e-6));
    double[] dx =
        rowMajor(TemporalSoftmaxLoss.backward(output.cache()).dx().castTo(DataType.DOUBLE));
    assertThat(dx[0]).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(dx[1]).isCloseTo(-2 / 3.0, within(1e-6));
  }

  @Test
  void aWordFarFromTheBestLosesTheDistanceAndNotInfinity() {
    INDArray scores = array(new long[] {1, 1, 2}, 5000, 0);

    TemporalSoftmaxLoss.Output output =
        TemporalSoftmaxLoss.forward(scores, new int[][] {{1}}, new boolean[][] {{true}});

    assertThat(output.loss()).isEqualTo(5000);
    assertThat(rowMajor(TemporalSoftmaxLoss.backward(output.cache()).dx())).containsExactly(1, -1);
  }
}
