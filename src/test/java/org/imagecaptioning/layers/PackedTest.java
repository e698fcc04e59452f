package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackedTest {

  private static final PackedSequences PACKED =
      new PackedSequences(new int[][] {{1, 5, 2}, {1, 6, 7, 8, 2}, {1, 2}});

  @Test
  void wordsLieStepByStepLongestCaptionFirst() {
    assertThat(PACKED.order()).containsExactly(1, 0, 2);
    assertThat(PACKED.steps()).isEqualTo(4);
    assertThat(PACKED.rows()).isEqualTo(7);
    assertThat(new int[] {PACKED.active(0), PACKED.active(1), PACKED.active(2), PACKED.active(3)})
        .containsExactly(3, 2, 1, 1);
    int[] inputs = new int[7];
    int[] targets = new int[7];
    for (int row = 0; row < 7; row++) {
      inputs[row] = PACKED.input(row);
      targets[row] = PACKED.target(row);
    }
    assertThat(inputs).containsExactly(1, 1, 1, 6, 5, 7, 8);
    assertThat(targets).containsExactly(6, 5, 2, 7, 2, 8, 2);
  }

  @Test
  void aRowsPreviousStateIsThatOfItsCaptionOneStepEarlier() {
    FloatMatrix states = FloatMatrix.of(7, 1, new float[] {10, 11, 12, 13, 14, 15, 16});
    FloatMatrix previous = FloatMatrix.zeros(7, 1);
    PACKED.shift(FloatMatrix.of(3, 1, new float[] {1, 2, 3}), states, previous);
    assertThat(previous.toArray()).containsExactly(1, 2, 3, 10, 11, 13, 15);
  }

  @Test
  void aMinibatchWithoutWordsIsRefused() {
    assertThatThrownBy(() -> new PackedSequences(new int[][] {{1}}))
        .hasMessageContaining("at least two words");
    assertThatThrownBy(() -> new PackedSequences(new int[0][]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dropoutDropsItsShareAndKeepsTheMean() {
    FloatMatrix matrix = FloatMatrix.zeros(100, 1001);
    float[] ones = new float[1001];
    Arrays.fill(ones, 1);
    for (int row = 0; row < 100; row++) {
      matrix.put(row, ones);
    }
    Rows.dropout(matrix, 0.3, 42);
    double sum = 0;
    int dropped = 0;
    for (float value : matrix.toArray()) {
      sum += value;
      dropped += value == 0 ? 1 : 0;
    }
    assertThat(dropped / 100_100.0).isCloseTo(0.3, within(0.01));
    assertThat(sum / 100_100).isCloseTo(1, within(0.015));
  }
}
