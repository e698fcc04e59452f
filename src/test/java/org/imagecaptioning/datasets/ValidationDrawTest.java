package org.imagecaptioning.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationDrawTest {

  @Test
  void aTenthIsDrawnAndTheOrderStays() {
    List<CaptionedImage> drawn = ValidationDraw.draw(images(50), 1);

    assertThat(drawn).extracting(CaptionedImage::id).isEqualTo(ids(images(50)));
    assertThat(validation(drawn)).hasSize(5);
  }

  @Test
  void theDrawDoesNotDependOnTheOrderOfImages() {
    List<CaptionedImage> shuffled = new ArrayList<>(images(50));
    Collections.shuffle(shuffled, new Random(3));

    assertThat(validation(ValidationDraw.draw(shuffled, 1)))
        .isEqualTo(validation(ValidationDraw.draw(images(50), 1)));
  }

  @Test
  void anotherSeedDrawsOthers() {
    assertThat(validation(ValidationDraw.draw(images(50), 1)))
        .isNotEqualTo(validation(ValidationDraw.draw(images(50), 2)));
  }

  @Test
  void theSameSeedDrawsTheSameOnEveryMachine() {
    assertThat(validation(ValidationDraw.draw(images(20), 1)))
        .containsExactlyInAnyOrder("0.jpg", "13.jpg");
  }

  @Test
  void ofTwoImagesOneIsDrawnAndOfOneNone() {
    assertThat(validation(ValidationDraw.draw(images(2), 1))).hasSize(1);
    assertThat(validation(ValidationDraw.draw(images(1), 1))).isEmpty();
  }

  @Test
  void nothingIsDrawnWhenTheDataSetHasVal() {
    List<CaptionedImage> images = new ArrayList<>(images(30));
    images.set(7, images.get(7).in(Split.VAL));

    assertThat(ValidationDraw.draw(images, 1)).isEqualTo(images);
  }

  @Test
  void imagesForTestingAreNeverDrawn() {
    List<CaptionedImage> images = new ArrayList<>();
    for (CaptionedImage image : images(40)) {
      images.add(images.size() < 20 ? image.in(Split.TEST) : image);
    }

    List<CaptionedImage> drawn = ValidationDraw.draw(images, 1);

    assertThat(drawn.subList(0, 20)).isEqualTo(images.subList(0, 20));
    assertThat(validation(drawn)).hasSize(2);
  }

  private static List<CaptionedImage> images(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new CaptionedImage(i + ".jpg", Path.of(i + ".jpg"), List.of("A"), Split.TRAIN))
        .toList();
  }

  private static List<String> ids(List<CaptionedImage> images) {
    return images.stream().map(CaptionedImage::id).toList();
  }

  private static Set<String> validation(List<CaptionedImage> images) {
    return images.stream()
        .filter(image -> image.split() == Split.VAL)
        .map(CaptionedImage::id)
        .collect(Collectors.toSet());
  }
}
