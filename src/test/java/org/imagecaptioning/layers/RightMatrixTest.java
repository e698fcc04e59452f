package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightMatrixTest {

  private final SplittableRandom random = new SplittableRandom(3);

  private static List<RightMatrix> layouts(float[][] matrix) {
    return List.of(
        RightMatrix.of(matrix),
        new UnpackedPanels(matrix),
        new ColumnBlocks(matrix, new FusedRowKernel()),
        new ColumnBlocks(matrix, new PlainRowKernel()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 7, 3",
    "3, 8, 5",
    "3, 20, 1030",
    "5, 33, 2050",
    "8, 512, 40",
    "49, 512, 40"
  })
  void productsAreWhatPlainSumsAre(int m, int k, int n) {
    float[][] a = numbers(m, k);
    float[][] b = numbers(k, n);
    for (RightMatrix right : layouts(b)) {
      float[][] c = numbers(m, n);

      right.multiply(a, m, c);

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
  }

  @ParameterizedTest
  @CsvSource({"2, 9, 11", "3, 64, 1500", "4, 130, 30", "7, 512, 70", "49, 131, 12", "5, 4000, 65"})
  void rowsAreBitForBitWhatTheyAreAlone(int m, int k, int n) {
    float[][] a = numbers(m, k);
    for (RightMatrix right : layoutsOfThisMachine(numbers(k, n))) {
      float[][] together = new float[m][n];
      right.multiply(a, m, together);

      for (int row = 0; row < m; row++) {
        float[] alone = new float[n];
        right.multiply(a[row], alone);
        assertThat(together[row]).containsExactly(alone);
      }
    }
  }

  /** Panels promise it only where they are chosen. */
  private static List<RightMatrix> layoutsOfThisMachine(float[][] matrix) {
    return layouts(matrix).stream()
        .filter(right -> SmallProducts.TAKEN_AS_THEY_LIE || !(right instanceof UnpackedPanels))
        .toList();
  }

  @Test
  void onlyTheFirstRowsAreReadAndWritten() {
    for (RightMatrix right : layouts(numbers(16, 5))) {
      float[][] c = new float[4][5];
      right.multiply(numbers(4, 16), 2, c);
      assertThat(c[1]).doesNotContain(0f);
      assertThat(c[2]).containsOnly(0f);
      assertThat(c[3]).containsOnly(0f);
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    float[][] b = numbers(64, 100);
    float[][] a = numbers(200, 64);
    for (RightMatrix right : layouts(b)) {
      List<float[]> alone = Stream.of(a).map(row -> product(right, row)).toList();
      List<float[]> atOnce = Stream.of(a).parallel().map(row -> product(right, row)).toList();
      assertThat(atOnce).usingRecursiveFieldByFieldElementComparator().isEqualTo(alone);
    }
  }

  @Test
  void aMatrixTooDeepForSmallProductsIsCutIntoBlocks() {
    assertThat(RightMatrix.of(new float[15_626][1])).isInstanceOf(ColumnBlocks.class);
  }

  private static float[] product(RightMatrix right, float[] a) {
    float[] c = new float[100];
    right.multiply(a, c);
    return c;
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
