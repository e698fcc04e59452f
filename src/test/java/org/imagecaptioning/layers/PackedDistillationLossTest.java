package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedDistillationLossTest {

  private static final int V = 9;
  private static final int N = 3;
  private static final PackedSequences PACKED =
      new PackedSequences(new int[][] {{1, 5, 2}, {1, 6, 7, 8, 2}, {1, 2}});
  private static final int R = PACKED.rows();

  private final FloatMatrix bias = random(1, 1);

  @Test
  void lossAndGradientAreThoseOfTheFormulaInDouble() {
    FloatMatrix scores = random(R, 2);
    double[][] given = doubles(scores);
    FloatMatrix taught = taught(random(R, 3));
    double[][] expected = expected(taught, 0.7);
    FloatMatrix dBias = FloatMatrix.zeros(1, V);

    double loss =
        PackedDistillationLoss.lossAndGradient(PACKED, scores, bias, dBias, N, taught, 0.7);

    assertThat(loss).isCloseTo(loss(given, expected), within(1e-6));
    double step = 1e-5;
    double[] dBiases = new double[V];
    for (int r = 0; r < R; r++) {
      for (int v = 0; v < V; v++) {
        double score = given[r][v];
        given[r][v] = score + step;
        double above = loss(given, expected);
        given[r][v] = score - step;
        double slope = (above - loss(given, expected)) / (2 * step);
        given[r][v] = score;
        assertThat((double) scores.toRows()[r][v]).isCloseTo(slope, within(1e-6));
        dBiases[v] += slope;
      }
    }
    for (int v = 0; v < V; v++) {
      assertThat((double) dBias.toArray()[v]).isCloseTo(dBiases[v], within(1e-5));
    }
  }

  @Test
  void withoutAShareItIsTheSoftmaxLoss() {
    FloatMatrix scores = random(R, 2);
    FloatMatrix same = random(R, 2);
    FloatMatrix dBias = FloatMatrix.zeros(1, V);
    FloatMatrix dBiasOfSame = FloatMatrix.zeros(1, V);

    double loss =
        PackedDistillationLoss.lossAndGradient(
            PACKED, scores, bias, dBias, N, taught(random(R, 3)), 0);

    assertThat(loss)
        .isCloseTo(
            PackedSoftmaxLoss.lossAndGradient(
                PACKED, same, bias, dBiasOfSame, new float[] {1, 1, 1}, N, 0),
            within(1e-6));
    assertThat(scores.toArray()).containsExactly(same.toArray(), within(1e-6f));
    assertThat(dBias.toArray()).containsExactly(dBiasOfSame.toArray(), within(1e-6f));
  }

  @Test
  void severalTeachersAreAveraged() {
    FloatMatrix one = taught(random(R, 3));
    FloatMatrix other = taught(random(R, 4));
    FloatMatrix both = FloatMatrix.zeros(R, V);
    PackedDistillationLoss.addProbabilities(random(R, 3), bias, 0.5f, both);
    PackedDistillationLoss.addProbabilities(random(R, 4), bias, 0.5f, both);
    for (int i = 0; i < R * V; i++) {
      assertThat(both.toArray()[i])
          .isCloseTo((one.toArray()[i] + other.toArray()[i]) / 2, within(1e-6f));
    }
    for (float[] row : both.toRows()) {
      double sum = 0;
      for (float probability : row) {
        sum += probability;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  private FloatMatrix taught(FloatMatrix scores) {
    FloatMatrix taught = FloatMatrix.zeros(R, V);
    PackedDistillationLoss.addProbabilities(scores, bias, 1, taught);
    return taught;
  }

  private static double[][] expected(FloatMatrix taught, double share) {
    double[][] expected = doubles(taught);
    for (int r = 0; r < R; r++) {
      for (int v = 0; v < V; v++) {
        expected[r][v] *= share;
      }
      expected[r][PACKED.target(r)] += 1 - share;
    }
    return expected;
  }

  private double loss(double[][] scores, double[][] expected) {
    double loss = 0;
    for (int r = 0; r < R; r++) {
      double sum = 0;
      for (int v = 0; v < V; v++) {
        sum += Math.exp(scores[r][v] + bias.toArray()[v]);
      }
      for (int v = 0; v < V; v++) {
        loss += expected[r][v] * (Math.log(sum) - scores[r][v] - bias.toArray()[v]);
      }
    }
    return loss / N;
  }

  private static double[][] doubles(FloatMatrix matrix) {
    float[][] rows = matrix.toRows();
    double[][] doubles = new double[rows.length][V];
    for (int r = 0; r < rows.length; r++) {
      for (int v = 0; v < V; v++) {
        doubles[r][v] = rows[r][v];
      }
    }
    return doubles;
  }

  private static FloatMatrix random(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * V];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatMatrix.of(rows, V, values);
  }
}
