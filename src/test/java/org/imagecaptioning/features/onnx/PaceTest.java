package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void threePicturesAreTimedEachWayBeforeAnythingIsDecided() {
    for (int picture = 0; picture < 3; picture++) {
      assertThat(pace.isForSeveral()).isFalse();
      pace.took(false, 1);
    }
    for (int picture = 0; picture < 3; picture++) {
      assertThat(pace.isForSeveral()).isTrue();
      pace.took(true, 1000);
    }
    assertThat(pace.isForSeveral()).isFalse();
  }

  @Test
  void mostPicturesGoTheQuickerWay() {
    assertThat(forSeveral(640, 4, 2)).isEqualTo(630);
  }

  @Test
  void theSlowerWayIsTriedNowAndThen() {
    assertThat(forSeveral(640, 4, 9)).isEqualTo(10);
  }

  @Test
  void onePauseChangesNothing() {
    forSeveral(64, 4, 2);
    pace.took(true, 1000);

    assertThat(pace.isForSeveral()).isTrue();
  }

  @Test
  void severalThreadsThatWaitForOthersAreGivenUpAndTakenUpAgain() {
    forSeveral(640, 4, 2);

    assertThat(forSeveral(640, 5, 9)).isLessThan(64);
    assertThat(forSeveral(640, 4, 2)).isGreaterThan(400);
  }

  /** How many of some pictures go to several threads, when each takes so long. */
  private int forSeveral(int pictures, long one, long several) {
    for (int i = 0; i < 3; i++) {
      pace.took(false, one);
      pace.took(true, several);
    }
    int chosen = 0;
    for (int picture = 0; picture < pictures; picture++) {
      boolean forSeveral = pace.isForSeveral();
      pace.took(forSeveral, forSeveral ? several : one);
      chosen += forSeveral ? 1 : 0;
    }
    return chosen;
  }
}
