package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RougeLTest {

  @Test
  void wordsInTheSameOrderCountWithGapsBetweenThem() {
    // "police the gunman": 3 of 4 words on both sides.
    assertThat(
            RougeL.sentence(
                words("police kill the gunman"), List.of(words("police shot the gunman"))))
        .isCloseTo(0.75, within(1e-12));
  }

  @Test
  void recallWeighsMoreThanPrecision() {
    double allOfAShortOne = RougeL.sentence(words("a b c d"), List.of(words("a b")));
    double partOfALongOne = RougeL.sentence(words("a b"), List.of(words("a b c d")));

    assertThat(allOfAShortOne).isCloseTo(2.44 * 0.5 / (1 + 1.44 * 0.5), within(1e-12));
    assertThat(partOfALongOne).isCloseTo(2.44 * 0.5 / (0.5 + 1.44), within(1e-12));
  }

  @Test
  void precisionAndRecallMayComeFromDifferentReferences() {
    // Precision 3/4 from the long one, recall 1 from the short one.
    double score = RougeL.sentence(words("a b c d"), List.of(words("a b c x x x"), words("a b")));

    assertThat(score).isCloseTo(2.44 * 0.75 / (1 + 1.44 * 0.75), within(1e-12));
  }

  @Test
  void noCommonWordScoresZero() {
    assertThat(RougeL.sentence(words("a"), List.of(words("b")))).isZero();
    assertThat(RougeL.sentence(List.of(), List.of(words("b")))).isZero();
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
