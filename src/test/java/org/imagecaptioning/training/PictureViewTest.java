package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.imagecaptioning.images.Picture;
import org.imagecaptioning.training.PictureView.Part;
import org.junit.jupiter.api.Test;

class PictureViewTest {

  private static final int WIDTH = 500;
  private static final int HEIGHT = 333;

  @Test
  void partsLieInThePictureAndHaveAtLeastSixtyPercentOfIt() {
    List<Double> areas = new ArrayList<>();
    Set<Part> parts = new HashSet<>();
    for (int image = 0; image < 500; image++) {
      Part part = new PictureView(1, false).part("images/" + image + ".jpg", WIDTH, HEIGHT);
      assertThat(part.left()).isNotNegative();
      assertThat(part.top()).isNotNegative();
      assertThat(part.left() + part.width()).isLessThanOrEqualTo(WIDTH);
      assertThat(part.top() + part.height()).isLessThanOrEqualTo(HEIGHT);
      areas.add((double) part.width() * part.height() / (WIDTH * HEIGHT));
      parts.add(part);
    }
    assertThat(areas).allMatch(area -> area >= 0.6);
    // each side is the root of a number between 0.6 and 1: 0.893 on average
    assertThat(areas.stream().mapToDouble(area -> area).average().orElseThrow())
        .isCloseTo(0.893 * 0.893, within(0.02));
    assertThat(parts).hasSizeGreaterThan(490);
  }

  @Test
  void placesReachBothEdges() {
    List<Double> places = new ArrayList<>();
    for (int image = 0; image < 500; image++) {
      Part part = new PictureView(2, false).part("" + image, WIDTH, HEIGHT);
      places.add((double) part.left() / Math.max(1, WIDTH - part.width()));
    }
    assertThat(places).anyMatch(place -> place < 0.02).anyMatch(place -> place > 0.98);
    assertThat(places.stream().mapToDouble(place -> place).average().orElseThrow())
        .isCloseTo(0.5, within(0.05));
  }

  @Test
  void aPartDependsOnThePictureAndTheViewAlone() {
    Part part = new PictureView(1, false).part("a", WIDTH, HEIGHT);
    assertThat(new PictureView(1, true).part("a", WIDTH, HEIGHT)).isEqualTo(part);
    assertThat(new PictureView(2, false).part("a", WIDTH, HEIGHT)).isNotEqualTo(part);
    assertThat(new PictureView(1, false).part("b", WIDTH, HEIGHT)).isNotEqualTo(part);
    assertThat(part).as("lest kept features be of another").isEqualTo(new Part(10, 29, 443, 285));
  }

  @Test
  void aViewHasThePixelsOfItsPart() {
    Picture picture = numbered(20, 10);
    Part part = new PictureView(3, false).part("a", 20, 10);
    Picture seen = new PictureView(3, false).of(picture, "a");
    Picture mirrored = new PictureView(3, true).of(picture, "a");

    assertThat(seen.width()).isEqualTo(part.width());
    assertThat(seen.height()).isEqualTo(part.height());
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        for (int colour = 0; colour < 3; colour++) {
          byte pixel = picture.rgb()[((part.top() + y) * 20 + part.left() + x) * 3 + colour];
          assertThat(seen.rgb()[(y * part.width() + x) * 3 + colour]).isEqualTo(pixel);
          assertThat(mirrored.rgb()[(y * part.width() + part.width() - 1 - x) * 3 + colour])
              .isEqualTo(pixel);
        }
      }
    }
  }

  @Test
  void thePictureItselfIsTheFirstViewAndNeverMirrored() {
    Picture picture = numbered(3, 2);
    assertThat(PictureView.WHOLE.of(picture, "a")).isSameAs(picture);
    assertThat(new ViewOptions(4, true).view(0)).isEqualTo(PictureView.WHOLE);
    assertThatThrownBy(() -> new PictureView(0, true)).hasMessageContaining("not mirrored");
  }

  @Test
  void everySecondOfTheOthersIsMirroredWhereThatIsChosen() {
    ViewOptions mirroring = new ViewOptions(4, true);
    assertThat(List.of(mirroring.view(1), mirroring.view(2), mirroring.view(3)))
        .extracting(PictureView::mirrored)
        .containsExactly(true, false, true);
    assertThat(mirroring.view(2))
        .as("so that its features are shared")
        .isEqualTo(new ViewOptions(4, false).view(2));
  }

  @Test
  void aPictureOfOnePixelIsSeenToo() {
    assertThat(new PictureView(5, true).of(numbered(1, 1), "a").rgb()).hasSize(3);
  }

  private static Picture numbered(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) i;
    }
    return new Picture(width, height, rgb);
  }
}
