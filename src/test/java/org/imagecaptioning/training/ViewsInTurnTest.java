package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewsInTurnTest {

  private static final int VIEWS = 4;
  private static final int IMAGES = 50;

  @Test
  void eachImageIsSeenByAllOfItsViewsInAsManyEpochs() {
    for (int round = 0; round < 3; round++) {
      for (int image = 0; image < IMAGES; image++) {
        List<Float> seen = new ArrayList<>();
        for (int epoch = round * VIEWS; epoch < (round + 1) * VIEWS; epoch++) {
          seen.add(inEpoch(7, epoch).get(image)[0] % VIEWS);
        }
        assertThat(seen).containsExactlyInAnyOrder(0f, 1f, 2f, 3f);
      }
    }
  }

  @Test
  void anImageKeepsItsFeatures() {
    List<float[]> seen = inEpoch(7, 5);
    assertThat(seen).hasSize(IMAGES);
    for (int image = 0; image < IMAGES; image++) {
      assertThat((int) seen.get(image)[0] / VIEWS).isEqualTo(image);
    }
  }

  @Test
  void anEpochShowsAllViewsAndTheSameOnesAgain() {
    for (int epoch = 0; epoch < 2 * VIEWS; epoch++) {
      List<Float> views = views(inEpoch(7, epoch));
      for (float view = 0; view < VIEWS; view++) {
        assertThat(views.stream().filter(List.of(view)::contains).count()).isBetween(3L, 25L);
      }
      assertThat(views(inEpoch(7, epoch))).isEqualTo(views);
      assertThat(views(inEpoch(8, epoch))).isNotEqualTo(views);
    }
  }

  private static List<Float> views(List<float[]> seen) {
    return seen.stream().map(row -> row[0] % VIEWS).toList();
  }

  /** The features of a view of an image are one number that tells both. */
  private static List<float[]> inEpoch(long seed, int epoch) {
    return new ViewsInTurn(
        IntStream.range(0, VIEWS)
            .mapToObj(
                view ->
                    IntStream.range(0, IMAGES)
                        .mapToObj(image -> new float[] {image * VIEWS + view})
                        .toList())
            .toList(),
        seed,
        epoch);
  }
}
