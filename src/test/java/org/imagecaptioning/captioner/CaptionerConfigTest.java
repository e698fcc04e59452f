package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CaptionerConfigTest {

  @Test
  void anRnnHasTheShapesOfTheCourse() {
    assertThat(new CaptionerConfig(Cell.RNN, InitialState.AFFINE, 512, 256, 128, 1004).shapes())
        .isEqualTo(
            Map.of(
                "W_embed", List.of(1004, 256),
                "W_proj", List.of(512, 128),
                "b_proj", List.of(128),
                "Wx", List.of(256, 128),
                "Wh", List.of(128, 128),
                "b", List.of(128),
                "W_vocab", List.of(128, 1004),
                "b_vocab", List.of(1004)));
  }

  @Test
  void anLstmHasFourGates() {
    assertThat(new CaptionerConfig(Cell.LSTM, InitialState.TANH, 512, 256, 128, 1004).shapes())
        .containsEntry("Wx", List.of(256, 512))
        .containsEntry("Wh", List.of(128, 512))
        .containsEntry("b", List.of(512))
        .doesNotContainKey("W_cell");
  }

  @Test
  void aCellThatStartsFromTheFeaturesHasItsOwnProjection() {
    assertThat(
            new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 512, 256, 128, 9).shapes())
        .containsEntry("W_cell", List.of(512, 128))
        .containsEntry("b_cell", List.of(128));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void parametersComeInTheOrderOfTheirNames(Cell cell) {
    assertThat(new CaptionerConfig(cell, InitialState.TANH, 1, 2, 3, 5).shapes().keySet())
        .containsExactly("W_embed", "W_proj", "W_vocab", "Wh", "Wx", "b", "b_proj", "b_vocab");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "1, 1, -4"})
  void everySizeIsAtLeastOne(int features, int embedding, int hidden) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CaptionerConfig(Cell.RNN, InitialState.AFFINE, features, embedding, hidden, 10))
        .withMessageContaining("not %d, %d and %d", features, embedding, hidden);
  }

  @Test
  void aVocabularyHasMoreThanItsSpecialWords() {
    assertThat(new CaptionerConfig(Cell.RNN, InitialState.AFFINE, 1, 1, 1, 5).vocabulary())
        .isEqualTo(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptionerConfig(Cell.RNN, InitialState.AFFINE, 1, 1, 1, 4))
        .withMessageContaining("not 4");
  }

  @Test
  void anRnnHasNoCellToStartFrom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptionerConfig(Cell.RNN, InitialState.TANH_WITH_CELL, 1, 1, 1, 5))
        .withMessageContaining("RNN takes AFFINE or TANH");
  }

  @Test
  void attentionHasPlacesKeysAndAContextBesideTheWord() {
    assertThat(
            new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 1280, 256, 512, 9, 128)
                .shapes())
        .containsEntry("Wx", List.of(768, 2048))
        .containsEntry("W_place", List.of(1280, 512))
        .containsEntry("b_place", List.of(512))
        .containsEntry("W_key", List.of(512, 128))
        .containsEntry("b_key", List.of(128))
        .containsEntry("W_query", List.of(512, 128))
        .containsEntry("v", List.of(128, 1))
        .containsEntry("W_beta", List.of(512, 1))
        .containsEntry("b_beta", List.of(1));
  }

  @ParameterizedTest
  @CsvSource({"RNN, 8", "GRU, 8", "LSTM, -1"})
  void onlyAnLstmAttends(Cell cell, int attention) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptionerConfig(cell, InitialState.TANH, 1, 1, 1, 5, attention))
        .withMessageContaining("not %d with %s", attention, cell);
  }
}
