package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "A dog runs .               | a dog runs",
        "Two dogs, one cat; \"no\" ! | two dogs one cat no",
        "a boy's t-shirt            | a boy's t-shirt",
        "the dogs' 'owner' - smiles | the dogs owner smiles",
        "a man--tall--stands        | a man tall stands",
        "3 men and 1.5 dogs         | 3 men and 1 5 dogs",
        "<START> a dog <END>        | start a dog end",
        "snake_case                 | snake case",
        "Ein Mädchen läuft          | ein mädchen läuft",
        "一只狗 在跑                  | 一只狗 在跑",
      })
  void wordsAreLettersAndDigitsInLowerCase(String caption, String words) {
    assertThat(Tokenizer.words(caption)).containsExactly(words.split(" "));
  }

  @Test
  void punctuationAloneIsNoWord() {
    assertThat(Tokenizer.words("")).isEmpty();
    assertThat(Tokenizer.words(" . - ' … 🐕 ")).isEmpty();
  }

  @Test
  void aWordIsTheSameHoweverItsAccentsAndApostrophesAreTyped() {
    assertThat(Tokenizer.words("cafe\u0301 dog\u2019s"))
        .isEqualTo(Tokenizer.words("caf\u00e9 dog's"))
        .containsExactly("caf\u00e9", "dog's");
  }

  @Test
  void wordsDoNotDependOnTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Tokenizer.words("BIKINI")).containsExactly("bikini");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void endlesslyHyphenatedTextIsOneWord() {
    assertThat(Tokenizer.words("a-".repeat(100_000) + "a")).hasSize(1);
  }

  @Test
  void unknownWordOfADataSetStaysUnknown() {
    assertThat(Tokenizer.words("a <UNK> on a <table>."))
        .containsExactly("a", "<UNK>", "on", "a", "table");
  }
}
