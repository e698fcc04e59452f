package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Vocabulary;
import org.junit.jupiter.api.Test;

class CiderRewardTest {

  private static final Vocabulary WORDS =
      Vocabulary.fromCaptions(
          List.of(List.of("a", "red", "dog", "runs"), List.of("two", "cats", "sleep", "here")), 1);

  private final CiderReward reward =
      new CiderReward(
          WORDS,
          List.of(
              List.of("A red dog runs .", "a dog runs"),
              List.of("two cats sleep", "two cats sleep here"),
              List.of("a red cat", "one unheard sentence of words")));

  @Test
  void whatPeopleSaidIsWorthMoreThanWhatTheySaidOfAnotherImage() {
    double[] worth = reward.of(0, List.of(caption("a red dog runs"), caption("two cats sleep")));

    assertThat(worth[0]).isGreaterThan(5);
    assertThat(worth[1]).isLessThan(1);
  }

  @Test
  void aWholeCaptionIsWorthMoreThanOneThatWasCut() {
    int[] whole = caption("two cats sleep");
    int[] cut = Arrays.copyOf(whole, whole.length - 1);

    double[] worth = reward.of(1, List.of(whole, cut));

    assertThat(worth[0]).isGreaterThan(worth[1]);
  }

  @Test
  void anUnknownWordIsAWordThatNobodySaid() {
    int[] said = caption("two cats sleep");
    int[] unknown = said.clone();
    unknown[1] = Vocabulary.UNKNOWN;
    int[] without = caption("cats sleep");

    double[] worth = reward.of(1, List.of(said, unknown, without));

    assertThat(worth[1]).isLessThan(worth[0]);
    assertThat(worth[1]).isNotCloseTo(worth[2], within(1e-6));
  }

  private static int[] caption(String words) {
    int[] caption = WORDS.encode(List.of(words.split(" ")));
    assertThat(IntStream.of(caption)).doesNotContain(Vocabulary.UNKNOWN);
    return caption;
  }
}
