package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

  private static final Vocabulary DOGS = vocabulary("a", "dog", "runs");

  @Test
  void wordsHaveTheIndexOfTheirPlace() {
    assertThat(DOGS.size()).isEqualTo(7);
    assertThat(DOGS.words())
        .containsExactly("<NULL>", "<START>", "<END>", "<UNK>", "a", "dog", "runs");
    assertThat(DOGS.indexOf("dog")).isEqualTo(5);
    assertThat(DOGS.word(5)).isEqualTo("dog");
  }

  @Test
  void rareWordsAreUnknown() {
    assertThat(DOGS.indexOf("axolotl")).isEqualTo(Vocabulary.UNKNOWN);
  }

  @Test
  void theNetworkHearsTheStartAndTheEnd() {
    assertThat(DOGS.encode(List.of("a", "axolotl", "runs")))
        .containsExactly(Vocabulary.START, 4, Vocabulary.UNKNOWN, 6, Vocabulary.END);
    assertThat(DOGS.encode(List.of())).containsExactly(Vocabulary.START, Vocabulary.END);
  }

  @Test
  void specialWordsAreNotRead() {
    assertThat(DOGS.decode(new int[] {1, 4, 3, 5, 6, 2, 0, 0})).isEqualTo("a dog runs");
    assertThat(DOGS.decode(new int[] {1, 2})).isEmpty();
  }

  @Test
  void frequentWordsAreKeptMostFrequentFirstThenByTheAlphabet() {
    List<List<String>> captions =
        List.of(
            List.of("a", "dog", "runs"),
            List.of("a", "cat", "and", "a", "dog"),
            List.of("the", "cat", "<UNK>", "<UNK>"));

    assertThat(Vocabulary.fromCaptions(captions, 2)).isEqualTo(vocabulary("a", "cat", "dog"));
    assertThat(Vocabulary.fromCaptions(captions, 1))
        .isEqualTo(vocabulary("a", "cat", "dog", "and", "runs", "the"));
  }

  @Test
  void theOrderOfTheCaptionsDoesNotMatter() {
    Random random = new Random(1);
    List<List<String>> captions = new ArrayList<>();
    for (int caption = 0; caption < 200; caption++) {
      captions.add(random.ints(8, 0, 60).mapToObj(word -> "word" + word).toList());
    }
    Vocabulary vocabulary = Vocabulary.fromCaptions(captions, 3);
    Collections.shuffle(captions, random);

    assertThat(Vocabulary.fromCaptions(captions, 3)).isEqualTo(vocabulary);
  }

  @Test
  void noCaptionsLeaveTheSpecialWords() {
    assertThat(Vocabulary.fromCaptions(List.of(), 1).size()).isEqualTo(Vocabulary.SPECIAL_WORDS);
  }

  @Test
  void theMinimumCountIsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vocabulary.fromCaptions(List.of(), 0))
        .withMessageContaining("at least 1, not 0");
  }

  @Test
  void theSpecialWordsComeFirst() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vocabulary(List.of("<START>", "<NULL>", "<END>", "<UNK>", "a")))
        .withMessageContaining("not with [<START>, <NULL>, <END>, <UNK>]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vocabulary(List.of("<NULL>")))
        .withMessageContaining("not with [<NULL>]");
  }

  @Test
  void noWordComesTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary("a", "dog", "a"))
        .withMessage("The word \"a\" comes twice, as 4 and as 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ice cream", "dog\n", "\t"})
  void noWordIsEmptyOrHoldsWhiteSpace(String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary("a", word))
        .withMessageContaining("Word 5 is empty or holds white space");
  }

  @Test
  void laterChangesOfTheGivenListChangeNothing() {
    List<String> words = new ArrayList<>(DOGS.words());
    Vocabulary vocabulary = new Vocabulary(words);
    words.set(4, "the");

    assertThat(vocabulary).isEqualTo(DOGS).hasSameHashCodeAs(DOGS);
  }

  private static Vocabulary vocabulary(String... words) {
    List<String> all = new ArrayList<>(List.of("<NULL>", "<START>", "<END>", "<UNK>"));
    all.addAll(List.of(words));
    return new Vocabulary(all);
  }
}
