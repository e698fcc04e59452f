package org.imagecaptioning.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.layers.Numbers.array;
import static org.imagecaptioning.layers.Numbers.normal;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class DoublyStochasticPenaltyTest {

  @Test
  void placesThatWereSeenOnceCostNothing() {
    INDArray attention = array(new long[] {1, 2, 2}, 0.75, 0.25, 0.25, 0.75);

    assertThat(DoublyStochasticPenalty.of(attention, array(new long[] {1, 2}, 1, 1), 3).penalty())
        .isEqualTo(0, within(1e-12));
  }

  @Test
  void stepsThatTheMaskLeavesOutAddNothing() {
    INDArray attention = array(new long[] {1, 2, 2}, 0.75, 0.25, 0.25, 0.75);

    assertThat(DoublyStochasticPenalty.of(attention, array(new long[] {1, 2}, 1, 0), 3).penalty())
        .isEqualTo(3 * (0.25 * 0.25 + 0.75 * 0.75), within(1e-12));
  }

  @Test
  void theGradientIsThatOfCentredDifferences() {
    INDArray attention = normal(1, 2, 3, 4);
    INDArray mask = array(new long[] {2, 3}, 1, 1, 1, 1, 0, 0);

    GradientCheck.check(
        "dAttention",
        DoublyStochasticPenalty.of(attention, mask, 0.7).dAttention(),
        attention,
        x -> DoublyStochasticPenalty.of(x, mask, 0.7).penalty());
  }
}
