package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.captioner.ScriptedScorer.probabilities;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RolloutTest {

  private static final int DRAWS = 4000;

  @Test
  void theGreedyCaptionIsThatOfTheGreedyDecoder() {
    for (int seed = 0; seed < 20; seed++) {
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 9);
      int[] greedy = rollout(script, 9, 3, seed).greedy();
      int[] decoded =
          new GreedyDecoder(Options.greedy().maxLength(6).build())
              .decode(new ScriptedScorer(9, script))
              .get(0)
              .indexes();

      assertThat(greedy).startsWith(Vocabulary.START).containsSubsequence(decoded);
      assertThat(greedy.length - decoded.length).isBetween(1, 2);
    }
  }

  @Test
  void captionsAreDrawnAsOftenAsTheyAreLikely() {
    ScriptedScorer.Script script =
        words ->
            words.isEmpty()
                ? probabilities(0, 0, 0.1, 0.2, 0.3, 0.4)
                : probabilities(0, 0, 0.75, 0, 0.25, 0);

    List<int[]> drawn = rollout(script, 6, DRAWS, 5).drawn();

    assertThat(share(drawn, Vocabulary.START, Vocabulary.END)).isCloseTo(0.1, within(0.02));
    assertThat(share(drawn, Vocabulary.START, Vocabulary.UNKNOWN, Vocabulary.END))
        .isCloseTo(0.15, within(0.02));
    assertThat(share(drawn, Vocabulary.START, 5, 4, Vocabulary.END))
        .isCloseTo(0.4 * 0.25 * 0.75, within(0.02));
  }

  @Test
  void aCaptionMayEndAfterItsLongestLengthAndIsCutOtherwise() {
    ScriptedScorer.Script script =
        words ->
            words.size() < 6
                ? probabilities(0, 0, 0, 0, 0.5, 0.5)
                : probabilities(0, 0, 0.5, 0, 0.5, 0);

    List<int[]> drawn = rollout(script, 6, DRAWS, 1).drawn();

    assertThat(drawn).allMatch(caption -> caption.length == 7 || caption.length == 8);
    assertThat(drawn.stream().filter(caption -> caption.length == 8))
        .hasSizeBetween(DRAWS * 2 / 5, DRAWS * 3 / 5)
        .allMatch(caption -> caption[7] == Vocabulary.END);
  }

  @Test
  void equalSeedsDrawTheSame() {
    ScriptedScorer.Script script = ScriptedScorer.random(3, 12);

    int[][] drawn = rollout(script, 12, 10, 8).drawn().toArray(int[][]::new);

    assertThat(rollout(script, 12, 10, 8).drawn().toArray(int[][]::new)).isDeepEqualTo(drawn);
    assertThat(Arrays.deepEquals(rollout(script, 12, 10, 9).drawn().toArray(int[][]::new), drawn))
        .isFalse();
  }

  @Test
  void whatIsDrawnOfAPictureIsTheSameWhateverElseIsDrawn() {
    CaptionerConfig config =
        new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 2, 4, 8, 9, 0);
    PackedScorer scorer = new PackedScorer(config, Parameters.random(config, 3));
    float[] dog = {3, -2};
    float[] cat = {-4, 1};

    scorer.see(new float[][] {dog});
    Rollout alone = Rollout.of(scorer, List.of(draws(20, 7)), 6).get(0);
    scorer.see(new float[][] {cat, dog});
    Rollout beside = Rollout.of(scorer, List.of(draws(5, 1), draws(20, 7)), 6).get(1);

    assertThat(beside.greedy()).isEqualTo(alone.greedy());
    assertThat(beside.drawn().toArray(int[][]::new))
        .isDeepEqualTo(alone.drawn().toArray(int[][]::new));
  }

  @Test
  void brokenWeightsAreNoticed() {
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> rollout(words -> probabilities(Double.NaN, 0, 0.5, 0, 0.5), 5, 1, 1));
  }

  private static Rollout rollout(
      ScriptedScorer.Script script, int vocabulary, int count, long seed) {
    return Rollout.of(
            ScriptedScorer.hearingAnything(vocabulary, script), List.of(draws(count, seed)), 6)
        .get(0);
  }

  private static Rollout.Draws draws(int count, long seed) {
    return new Rollout.Draws(count, new SplittableRandom(seed));
  }

  private static double share(List<int[]> drawn, int... caption) {
    return drawn.stream().filter(words -> Arrays.equals(words, caption)).count()
        / (double) drawn.size();
  }
}
