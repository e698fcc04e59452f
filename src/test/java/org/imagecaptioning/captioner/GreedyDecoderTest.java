package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.captioner.ScriptedScorer.probabilities;

import java.util.List;
import org.junit.jupiter.api.Test;

class GreedyDecoderTest {

  private static final double NEVER = 0;

  @Test
  void takesTheMostProbableWordUntilTheEnd() {
    List<float[]> rows =
        List.of(
            probabilities(0, 0, 0.1, 0, 0.2, 0.7),
            probabilities(0, 0, 0.3, 0, 0.5, 0.2),
            probabilities(0, 0, 0.8, 0, 0.1, 0.1));

    Caption caption = decode(Options.greedy(), words -> rows.get(words.size()));

    assertThat(caption.indexes()).containsExactly(5, 4);
    assertThat(caption.finished()).isTrue();
    assertThat(caption.logProbability()).isCloseTo(Math.log(0.7 * 0.5 * 0.8), within(1e-6));
    assertThat(caption.score()).isEqualTo(caption.logProbability() / Math.pow(3, 0.7));
    assertThat(caption.words().get(0).logProbability()).isCloseTo(Math.log(0.7), within(1e-6));
    assertThat(caption.words().get(1).logProbability()).isCloseTo(Math.log(0.5), within(1e-6));
  }

  @Test
  void equallyProbableWordsGoToTheLowerIndex() {
    Caption caption =
        decode(Options.greedy().maxLength(2), words -> probabilities(0, 0, 0.1, 0, 0.3, 0.3, 0.3));

    assertThat(caption.indexes()).containsExactly(4, 4);
  }

  @Test
  void anEndAsProbableAsAWordComesFirst() {
    Caption caption = decode(Options.greedy(), words -> probabilities(0, 0, 0.5, 0, 0.5));

    assertThat(caption.indexes()).containsExactly(4);
    assertThat(caption.finished()).isTrue();
  }

  @Test
  void theNetworkMayEndACaptionAfterTheLastWordOfTheMaximumLength() {
    ScriptedScorer.Script endsAfterTwo =
        words ->
            words.size() < 2 ? probabilities(0, 0, 0.1, 0, 0.9) : probabilities(0, 0, 0.9, 0, 0.1);

    Caption caption = decode(Options.greedy().maxLength(2), endsAfterTwo);

    assertThat(caption.indexes()).containsExactly(4, 4);
    assertThat(caption.finished()).isTrue();
  }

  @Test
  void theMaximumLengthCutsACaptionThatTheNetworkDoesNotEnd() {
    Caption caption =
        decode(Options.greedy().maxLength(7), words -> probabilities(0, 0, 0.4, 0, 0.6));

    assertThat(caption.indexes()).containsExactly(4, 4, 4, 4, 4, 4, 4);
    assertThat(caption.finished()).isFalse();
    assertThat(caption.logProbability()).isCloseTo(7 * Math.log(0.6), within(1e-5));
    assertThat(caption.score()).isEqualTo(caption.logProbability() / Math.pow(7, 0.7));
  }

  @Test
  void trigramsComeOnceSoTheSecondBestWordDoes() {
    Caption caption =
        decode(
            Options.greedy().maxLength(6).noRepeatTrigram(),
            words -> probabilities(0, 0, NEVER, 0, 0.6, 0.4));

    assertThat(caption.indexes()).containsExactly(4, 4, 4, 5, 4, 4);
  }

  @Test
  void neitherAWordNorAPairOfWordsFollowsItselfAtOnceIfSoAsked() {
    Caption caption =
        decode(
            Options.greedy().maxLength(7).noImmediateRepeat(),
            words -> probabilities(0, 0, NEVER, 0, 0.6, 0.3, 0.1));

    assertThat(caption.indexes()).containsExactly(4, 5, 4, 6, 4, 5, 4);
  }

  @Test
  void aWordComesAgainLaterThoughNothingFollowsItselfAtOnce() {
    Caption caption =
        decode(
            Options.greedy().maxLength(5).noImmediateRepeat(),
            words ->
                words.size() % 2 == 0
                    ? probabilities(0, 0, NEVER, 0, 0.9, 0.1, NEVER)
                    : probabilities(0, 0, NEVER, 0, NEVER, 0.1 * words.size(), 0.2));

    assertThat(caption.indexes()).as("as in side by side").containsExactly(4, 6, 4, 5, 4);
  }

  @Test
  void aCaptionWithNoWordLeftStopsUnfinished() {
    Caption caption =
        decode(Options.greedy().noRepeatTrigram(), words -> probabilities(0, 0, NEVER, 0, 1));

    assertThat(caption.indexes()).containsExactly(4, 4, 4);
    assertThat(caption.finished()).isFalse();
  }

  private static Caption decode(Options options, ScriptedScorer.Script script) {
    int vocabularySize = script.apply(List.of()).length;
    List<Caption> captions =
        Decoder.of(options.build()).decode(new ScriptedScorer(vocabularySize, script));
    assertThat(captions).hasSize(1);
    return captions.get(0);
  }
}
