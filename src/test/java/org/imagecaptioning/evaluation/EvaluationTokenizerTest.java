package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTokenizerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "A dog .|a dog",
        "a man in Washington D.C. .|a man in washington d.c.",
        "a tri-colored dog , asleep ; it ca n't see|a tri-colored dog asleep it ca n't see",
        "the man 's dogs ' -- 2 of them|the man 's dogs 2 of them",
        "a slip 'n' slide|a slip 'n' slide",
        "the letter \" P. \"|the letter \" p. \"",
        "( two ) & # 7|( two ) & # 7"
      })
  void textWhosePunctuationStandsAloneLosesOnlyThatPunctuation(String caption, String words) {
    assertThat(String.join(" ", EvaluationTokenizer.words(caption))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "A dog runs.|a dog runs",
        "Red,white, and blue!|red white and blue",
        "1,000 people at 10:30...|1,000 people at 10:30",
        "Is it a dog?!|is it a dog",
        "A sign says \"stop\" (in red).|a sign says stop in red",
        "A sign says 'stop'.|a sign says stop",
        "a “big” dog… asleep|a big dog asleep",
        "a dog--a big one|a dog a big one",
        "Mr. Smith of the U.S.A. and D.C.|mr. smith of the u.s.a. and d.c.",
        "statefarm.com.|statefarm.com",
        "¿un perro?|un perro"
      })
  void punctuationThatClingsToAWordComesOffIt(String caption, String words) {
    assertThat(String.join(" ", EvaluationTokenizer.words(caption))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "the man's dog|the man 's dog",
        "the man’s dog|the man 's dog",
        "the boys' dog|the boys dog",
        "it doesn't, they're, I'll|it does n't they 're i 'll",
        "five o'clock|five o'clock"
      })
  void cliticsAreWordsOfTheirOwn(String caption, String words) {
    assertThat(String.join(" ", EvaluationTokenizer.words(caption))).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ".", " ... !", "\u00a0", "-LRB- -RRB-"})
  void nothingButPunctuationHasNoWords(String caption) {
    assertThat(EvaluationTokenizer.words(caption)).isEmpty();
  }

  @Test
  void wordsOfOtherLanguagesStayWhole() {
    assertThat(EvaluationTokenizer.words("Le chien Été, naïf ; 犬 。"))
        .startsWith("le", "chien", "été", "naïf", "犬");
  }
}
