package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CiderTest {

  private static final List<List<String>> FIRST = List.of(words("a b"), words("a b c"));
  private static final List<List<String>> SECOND = List.of(words("a d"));
  private static final Cider CIDER = new Cider(DocumentFrequencies.of(List.of(FIRST, SECOND)));

  @Test
  void wordsOfEveryImageWeighNothing() {
    assertThat(CIDER.sentence(words("a"), FIRST)).isZero();
  }

  @Test
  void theScoreOfOneCaptionIsTheOneWorkedOutByHand() {
    // Against "a b" the unigram b and the bigram "a b" agree wholly: 2 of 4 cosines.
    // Against "a b c" b is one of two rare words, "a b" one of two rare bigrams: 2 of 4 times
    // 1 / sqrt(2), and one bigram fewer.
    double againstFirst = 0.5;
    double againstSecond = 0.5 / Math.sqrt(2) * Math.exp(-1 / 72.0);

    assertThat(CIDER.sentence(words("a b"), FIRST))
        .isCloseTo(10 * (againstFirst + againstSecond) / 2, within(1e-12));
  }

  @Test
  void sayingARareWordTwiceEarnsNothing() {
    // Clipped to one b each, over the longer vector's norm of two.
    double once = CIDER.sentence(words("b"), List.of(words("b")));
    double twice = CIDER.sentence(words("b b"), List.of(words("b")));

    assertThat(once).isCloseTo(10 / 4.0, within(1e-12));
    assertThat(twice).isCloseTo(once / 2 * Math.exp(-1 / 72.0), within(1e-12));
  }

  @Test
  void aWordOfNoImageCountsAsTheRarest() {
    DocumentFrequencies frequencies = DocumentFrequencies.of(List.of(FIRST, SECOND));

    assertThat(frequencies.images()).isEqualTo(2);
    assertThat(frequencies.inverse("unheard")).isEqualTo(Math.log(2));
    assertThat(frequencies.inverse("b")).isEqualTo(Math.log(2));
    assertThat(frequencies.inverse("a")).isZero();
  }

  @Test
  void theCorpusScoreIsTheMeanOfTheScoresOfItsImages() {
    double first = CIDER.sentence(words("a b"), FIRST);
    double second = CIDER.sentence(words("d"), SECOND);

    assertThat(
            Cider.corpus(
                List.of(new Comparison(words("a b"), FIRST), new Comparison(words("d"), SECOND))))
        .isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void frequenciesOfNoImageAndCaptionsWithoutReferenceAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentFrequencies.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> CIDER.sentence(words("a"), List.of()));
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }
}
