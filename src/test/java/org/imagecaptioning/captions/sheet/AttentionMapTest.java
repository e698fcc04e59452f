package org.imagecaptioning.captions.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.imagecaptioning.features.Grid;
import org.junit.jupiter.api.Test;

class AttentionMapTest {

  @Test
  void oneThatLooksEverywhereAlikeIsLightEverywhere() {
    float[] map = new AttentionMap(new Grid(2, 3), new float[] {1, 1, 1, 1, 1, 1}).sized(7, 5);

    assertThat(map).hasSize(35).usingComparatorWithPrecision(1e-6f).containsOnly(1f);
  }

  @Test
  void onePlaceIsBrightestAtItsMiddleAndFallsOffSmoothlyToAllSides() {
    float[] weights = new float[15];
    weights[1 * 5 + 3] = 1; // second of three rows, fourth of five columns
    int width = 100;
    int height = 60;
    float[] map = new AttentionMap(new Grid(3, 5), weights).sized(width, height);

    int x = 70;
    int y = 30;
    assertThat(map[y * width + x]).isGreaterThan(0.999f);
    for (int i = 0; i < 29; i++) {
      assertThat(map[y * width + x + i]).isGreaterThanOrEqualTo(map[y * width + x + i + 1]);
      assertThat(map[y * width + x - i]).isGreaterThanOrEqualTo(map[y * width + x - i - 1]);
      assertThat(map[(y + i) * width + x]).isGreaterThanOrEqualTo(map[(y + i + 1) * width + x]);
    }
    assertThat(map[y * width + 10]).isZero();
    for (int i = 1; i < width; i++) {
      assertThat(Math.abs(map[y * width + i] - map[y * width + i - 1])).isLessThan(0.06f);
    }
  }

  @Test
  void theGreatestIsFullLightAndNothingIsBeyond() {
    float[] map =
        new AttentionMap(new Grid(2, 2), new float[] {0.4f, 0.1f, 0.2f, 0.3f}).sized(33, 21);
    float greatest = 0;
    for (float light : map) {
      assertThat(light).isBetween(0f, 1f);
      greatest = Math.max(greatest, light);
    }
    assertThat(greatest).isEqualTo(1);
  }

  @Test
  void weightsOfAnotherGridAreRefused() {
    Grid grid = new Grid(7, 7);
    assertThatThrownBy(() -> new AttentionMap(grid, new float[4]))
        .hasMessage("A grid of 7 x 7 has no 4 weights");
  }
}
