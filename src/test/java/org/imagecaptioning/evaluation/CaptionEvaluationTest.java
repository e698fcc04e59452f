package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionEvaluationTest {

  private static final List<List<String>> REFERENCES =
      List.of(
          List.of("A black dog runs through the grass.", "A dog in the grass."),
          List.of("Two children on a red swing."));

  @Test
  void captionsEqualToAReferenceOfTheirImageScoreAsHighAsTheyCan() {
    List<List<String>> single =
        List.of(List.of("A black dog runs through grass."), List.of("Two children swing high."));

    CaptionScores scores =
        CaptionEvaluation.score(
            List.of("a black dog runs through grass", "two children swing high"), single);

    assertThat(scores.bleu4()).isCloseTo(1, within(1e-6));
    assertThat(scores.rougeL()).isCloseTo(1, within(1e-12));
    assertThat(scores.cider()).isCloseTo(10, within(1e-12));
  }

  @Test
  void emptyCaptionsScoreZero() {
    CaptionScores scores = CaptionEvaluation.score(List.of("", " . "), REFERENCES);

    assertThat(scores).isEqualTo(new CaptionScores(0, 0, 0, 0, 0, 0));
  }

  @Test
  void oneEmptyCaptionAmongOthersTakesOnlyItsShare() {
    CaptionScores scores =
        CaptionEvaluation.score(List.of("", "two children on a red swing"), REFERENCES);

    assertThat(scores.rougeL()).isCloseTo(0.5, within(1e-12));
    assertThat(scores.cider()).isCloseTo(5, within(1e-12));
    assertThat(scores.bleu1()).isStrictlyBetween(0.0, 1.0);
  }

  @Test
  void aSingleImageHasNoRareWordsAndSoNoCider() {
    CaptionScores scores =
        CaptionEvaluation.score(List.of("a dog in the grass"), REFERENCES.subList(0, 1));

    assertThat(scores.bleu4()).isCloseTo(1, within(1e-6));
    assertThat(scores.cider()).isZero();
  }

  @Test
  void aReferenceThatIsOnlyPunctuationMatchesNothing() {
    CaptionScores scores = CaptionEvaluation.score(List.of("a dog"), List.of(List.of(".")));

    assertThat(scores.bleu1()).isCloseTo(0, within(1e-12));
    assertThat(scores.rougeL()).isZero();
    assertThat(scores.cider()).isZero();
  }

  @Test
  void listsOfUnequalSizeAreRefusedWithBothSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaptionEvaluation.score(List.of("a dog"), REFERENCES))
        .withMessageContainingAll("1 captions", "2 images");
  }

  @Test
  void anImageWithoutReferenceIsRefusedWithItsCaption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaptionEvaluation.score(List.of("a dog"), List.of(List.<String>of())))
        .withMessageContaining("\"a dog\" has none");
  }

  @Test
  void noImagesAtAllAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaptionEvaluation.score(List.of(), List.of()))
        .withMessageContaining("at least one image");
  }
}
