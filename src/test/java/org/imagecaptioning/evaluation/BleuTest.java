package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BleuTest {

  @Test
  void aRepeatedWordCountsNoMoreOftenThanInTheReferenceThatHasItMost() {
    double[] bleu =
        Bleu.sentence(
            words("the the the the the the the"),
            List.of(words("the cat is on the mat"), words("there is a cat on the mat")));

    assertThat(bleu[0]).isCloseTo(2.0 / 7, within(1e-9));
  }

  @Test
  void shortCaptionsPayTheBrevityPenalty() {
    double[] bleu = Bleu.sentence(words("a dog"), List.of(words("a dog runs home")));

    assertThat(bleu[0]).isCloseTo(Math.exp(1 - 4 / 2.0), within(1e-8));
  }

  @Test
  void ofTwoReferencesEquallyCloseInLengthTheShorterCounts() {
    double[] bleu =
        Bleu.sentence(words("a dog runs"), List.of(words("a dog runs home"), words("a dog")));

    assertThat(bleu[0]).isCloseTo(1, within(1e-8));
  }

  @Test
  void countsOfAllImagesArePooledNotAveraged() {
    double[] bleu =
        Bleu.corpus(
            List.of(
                new Comparison(words("a"), List.of(words("b"))),
                new Comparison(words("a b c"), List.of(words("a b c")))));

    assertThat(bleu[0]).isCloseTo(3.0 / 4, within(1e-8));
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
