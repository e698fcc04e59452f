package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProductsTest {

  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 3", "3, 8, 5", "3, 20, 1030", "5, 33, 2050", "8, 512, 40"})
  void areWhatPlainSumsAre(int m, int k, int n) {
    float[][] a = numbers(m, k);
    float[][] b = numbers(k, n);
    float[][] c = numbers(m, n);

    RowProducts.multiply(a, m, b, c);

    for (int row = 0; row < m; row++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
          sum += (double) a[row][i] * b[i][j];
        }
        assertThat((double) c[row][j]).isCloseTo(sum, within(2e-6 * k));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 9, 11", "3, 64, 1500", "7, 512, 70"})
  void rowsAreBitForBitWhatTheyAreAlone(int m, int k, int n) {
    float[][] a = numbers(m, k);
    float[][] b = numbers(k, n);
    float[][] together = new float[m][n];
    RowProducts.multiply(a, m, b, together);

    for (int row = 0; row < m; row++) {
      float[] alone = new float[n];
      RowProducts.multiply(a[row], b, alone);
      assertThat(together[row]).containsExactly(alone);
    }
  }

  @Test
  void onlyTheFirstRowsAreRead() {
    float[][] c = new float[4][5];
    RowProducts.multiply(numbers(4, 16), 2, numbers(16, 5), c);
    assertThat(c[1]).doesNotContain(0f);
    assertThat(c[2]).containsOnly(0f);
    assertThat(c[3]).containsOnly(0f);
  }

  private float[][] numbers(int rows, int cols) {
    float[][] numbers = new float[rows][cols];
    for (float[] row : numbers) {
      for (int j = 0; j < cols; j++) {
        row[j] = (float) random.nextDouble(-1, 1);
      }
    }
    return numbers;
  }
}
