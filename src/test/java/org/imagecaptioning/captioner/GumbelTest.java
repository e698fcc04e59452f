package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GumbelTest {

  @Test
  void numbersAreThoseOfSplitMix64() {
    assertThat(LongStream.rangeClosed(1, 3).map(n -> Gumbel.splitMix64(1234567, n)))
        .containsExactly(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
    assertThat(Gumbel.stream(42)).isEqualTo(new SplittableRandom(42).nextLong());
  }

  @Test
  void noiseIsFiniteForEveryNumber() {
    assertThat(Gumbel.noise(0)).isFinite().isNegative();
    assertThat(Gumbel.noise(-1)).isFinite().isPositive();
  }

  @Test
  void noiseIsNeverAboveWhatItIsSaidToBeAtMost() {
    for (int bit = 0; bit < 64; bit++) {
      long firstBits = -1L << bit;
      assertThat(Gumbel.noise(firstBits)).isLessThan(Gumbel.atMost(firstBits));
      assertThat(Gumbel.noise(firstBits - 1)).isLessThan(Gumbel.atMost(firstBits - 1));
    }
    for (int word = 0; word < 100_000; word++) {
      long stream = Gumbel.stream(4, word);
      assertThat(Gumbel.noise(stream)).isLessThan(Gumbel.atMost(stream));
    }
    assertThat(Gumbel.noise(-1)).isLessThan(Gumbel.atMost(-1));
  }

  @Test
  void noiseHasTheMeanOfItsDistribution() {
    double mean =
        LongStream.range(0, 100_000)
            .map(word -> Gumbel.stream(9, (int) word))
            .mapToDouble(Gumbel::noise)
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(0.5772, within(0.02));
  }

  @Test
  void theGreatestTakesTheBoundAndTheOrderStays() {
    assertThat(Gumbel.conditioned(2.5, 2.5, -1)).isEqualTo(-1);

    double previous = -1;
    for (double perturbed = 2.4; perturbed > -5000; perturbed -= 10) {
      double value = Gumbel.conditioned(perturbed, 2.5, -1);
      assertThat(value).isFinite().isLessThan(previous);
      previous = value;
    }
  }

  @Test
  void conditioningIsWhatTheDirectFormulaSays() {
    double direct = -Math.log(Math.exp(1) - Math.exp(-2.5) + Math.exp(-0.5));

    assertThat(Gumbel.conditioned(0.5, 2.5, -1)).isCloseTo(direct, within(1e-12));
  }
}
