package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParentsTest {

  @Test
  void eachParentIsThereOnceAndEachRowFindsItsOwn() {
    Parents parents = Parents.of(new int[] {2, 0, 2, 2, 1});

    assertThat(parents.count()).isEqualTo(3);
    assertThat(parents.distinct()).containsExactly(2, 0, 1);
    assertThat(parents.places()).containsExactly(0, 1, 0, 0, 2);
  }
}
