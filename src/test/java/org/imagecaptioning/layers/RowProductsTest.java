package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProductsTest {

  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 3", "3, 8, 5", "3, 20, 1030", "5, 33, 2050", "8, 512, 40"})
  void areWhatPlainSumsAre(int m, int k, int n) {
    for (RowKernel kernel : List.of(new FusedRowKernel(), new PlainRowKernel())) {
      areWhatPlainSumsAre(kernel, m, k, n);
    }
  }

  private void areWhatPlainSumsAre(RowKernel kernel, int m, int k, int n) {
    float[][] a = numbers(m, k);
    float[][] b = numbers(k, n);
    float[][] c = new float[m][n];

    RowProducts.add(a, m, new ColumnBlocks(b), c, kernel);

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
  @CsvSource({"2, 9, 11", "3, 64, 1500", "4, 130, 30", "7, 512, 70", "49, 131, 12"})
  void rowsAreBitForBitWhatTheyAreAlone(int m, int k, int n) {
    for (RowKernel kernel : List.of(new FusedRowKernel(), new PlainRowKernel())) {
      rowsAreBitForBitWhatTheyAreAlone(kernel, m, k, n);
    }
  }

  private void rowsAreBitForBitWhatTheyAreAlone(RowKernel kernel, int m, int k, int n) {
    float[][] a = numbers(m, k);
    ColumnBlocks b = new ColumnBlocks(numbers(k, n));
    float[][] together = new float[m][n];
    RowProducts.add(a, m, b, together, kernel);

    for (int row = 0; row < m; row++) {
      float[][] alone = new float[1][n];
      RowProducts.add(new float[][] {a[row]}, 1, b, alone, kernel);
      assertThat(together[row]).containsExactly(alone[0]);
    }
  }

  @Test
  void productsReplaceWhatWasThereUnlessTheyAreAdded() {
    float[][] c = {{7}};
    ColumnBlocks b = new ColumnBlocks(new float[][] {{2}});

    RowProducts.multiply(new float[][] {{3}}, 1, b, c);
    assertThat(c[0]).containsExactly(6);

    RowProducts.add(new float[][] {{3}}, 1, b, c);
    assertThat(c[0]).containsExactly(12);
  }

  @Test
  void onlyTheFirstRowsAreRead() {
    float[][] c = new float[4][5];
    RowProducts.multiply(numbers(4, 16), 2, new ColumnBlocks(numbers(16, 5)), c);
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
