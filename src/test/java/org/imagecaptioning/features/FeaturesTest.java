package org.imagecaptioning.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FeaturesTest {

  @Test
  void theMeanIsOverPlacesNotChannels() {
    Features features = new Features(3, 2, new float[] {1, 10, 2, 20, 6, 60});

    assertThat(features.mean()).containsExactly(3, 30);
  }

  @Test
  void numbersThatDoNotFillTheGridAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Features(3, 2, new float[5]))
        .withMessageContaining("6 numbers, not 5");
  }
}
