package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.captioner.ScriptedScorer.logSoftmax;
import static org.imagecaptioning.captioner.ScriptedScorer.probabilities;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeamSearchDecoderTest {

  /**
   * Two words and at most three of them: a beam of 20 holds whatever may become one of the best.
   */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.7, 1", "1, 1", "2, 1", "0, 3", "0.7, 2", "2, 3"})
  void aBeamWideEnoughFindsTheBestOfAllCaptions(double lengthPenalty, int minLength) {
    Options options =
        Options.beam(20)
            .candidates(4)
            .maxLength(3)
            .minLength(minLength)
            .lengthPenalty(lengthPenalty);
    for (int seed = 0; seed < 200; seed++) {
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 6);
      List<Caption> best = new ReferenceSearch(options.build(), script).allFinished();

      assertThat(decode(options, script)).as("seed %d", seed).isEqualTo(best.subList(0, 4));
    }
  }

  @Test
  void anyBeamFindsWhatAnExhaustiveOneThatNeverStopsEarlyFinds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int seed = 0; seed < 1000; seed++) {
      int beamSize = 2 + random.nextInt(5);
      int maxLength = 1 + random.nextInt(8);
      Options options =
          Options.beam(beamSize)
              .candidates(1 + random.nextInt(beamSize))
              .maxLength(maxLength)
              .minLength(1 + random.nextInt(maxLength))
              .lengthPenalty(new double[] {0, 0.7, 1, 2}[random.nextInt(4)]);
      options = random.nextBoolean() ? options.noRepeatTrigram() : options;
      options = random.nextBoolean() ? options.noImmediateRepeat() : options;
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 5 + random.nextInt(8));
      List<Caption> expected = new ReferenceSearch(options.build(), script).beamSearch();

      assertThat(decode(options, script)).as("seed %d, %s", seed, options).isEqualTo(expected);
    }
  }

  @Test
  void aBeamOfOneIsGreedy() {
    for (int seed = 0; seed < 100; seed++) {
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 12);

      assertThat(decode(Options.beam(1), script)).isEqualTo(decode(Options.greedy(), script));
    }
  }

  @Test
  void aWorseFirstWordWinsIfItLeadsToABetterCaption() {
    ScriptedScorer.Script script =
        words ->
            switch (words.size()) {
              case 0 -> probabilities(0, 0, 0, 0, 0.6, 0.4);
              default ->
                  words.get(0) == 4
                      ? probabilities(0, 0, 0.3, 0, 0.35, 0.35)
                      : probabilities(0, 0, 0.9, 0, 0.05, 0.05);
            };

    Caption caption = decode(Options.beam(2), script).get(0);

    assertThat(caption.indexes()).containsExactly(5);
    assertThat(caption.logProbability()).isCloseTo(Math.log(0.4 * 0.9), within(1e-6));
  }

  @Test
  void aLengthPenaltyLetsALongerCaptionOvertakeAFinishedOne() {
    ScriptedScorer.Script script =
        words ->
            switch (words.size()) {
              case 0 -> probabilities(0, 0, 0, 0, 1);
              case 1 -> probabilities(0, 0, 0.6, 0, 0.4);
              case 2, 3 -> probabilities(0, 0, 0.01, 0, 0.99);
              default -> probabilities(0, 0, 0.99, 0, 0.01);
            };

    assertThat(decode(Options.beam(2).lengthPenalty(0), script).get(0).words()).hasSize(1);
    assertThat(decode(Options.beam(2).lengthPenalty(1), script).get(0).words()).hasSize(4);
  }

  @Test
  void itStopsOnceNoLiveCaptionCanOvertake() {
    ScriptedScorer scorer =
        new ScriptedScorer(
            6, words -> probabilities(0, 0, words.isEmpty() ? 0 : 0.9, 0, 0.06, 0.04));
    Options options = Options.beam(3).maxLength(50).lengthPenalty(0);

    Decoder.of(options.build()).decode(scorer);

    assertThat(scorer.steps()).isEqualTo(2);
  }

  @Test
  void aBeamThatNeverEndsFallsBackToItsBestUnfinishedCaption() {
    List<Caption> captions =
        decode(
            Options.beam(3).candidates(3).maxLength(5),
            words -> probabilities(0.3, 0.1, 0, 0.1, 0.3, 0.2));

    assertThat(captions).allSatisfy(caption -> assertThat(caption.words()).hasSize(5));
    assertThat(captions).noneMatch(Caption::finished);
    assertThat(captions.get(0).indexes()).containsExactly(4, 4, 4, 4, 4);
    assertThat(captions.get(0).score())
        .isEqualTo(captions.get(0).logProbability() / Math.pow(5, 0.7));
  }

  @Test
  void unfinishedCaptionsFillUpAfterTheFinishedOnes() {
    ScriptedScorer.Script onlyFiveEnds =
        words ->
            words.equals(List.of(5))
                ? probabilities(0, 0, 1, 0, 0, 0)
                : probabilities(0, 0, 0, 0, 0.7, 0.3);

    List<Caption> captions = decode(Options.beam(3).candidates(3).maxLength(3), onlyFiveEnds);

    assertThat(captions).extracting(Caption::finished).containsExactly(true, false, false);
    assertThat(captions.get(0).indexes()).containsExactly(5);
    assertThat(captions.get(1).indexes()).containsExactly(4, 4, 4);
    assertThat(captions.get(2).indexes()).containsExactly(4, 4, 5);
  }

  @Test
  void anEndBelowTheBeamFinishesNothing() {
    ScriptedScorer.Script rareEnd = words -> logSoftmax(0, 0, -9, 0, 3, 2, 1);

    List<Caption> captions = decode(Options.beam(2).candidates(2).maxLength(4), rareEnd);

    assertThat(captions).noneMatch(Caption::finished);
  }

  @Test
  void equalTotalsGoToTheBetterBeamAndThenToTheLowerWord() {
    List<Caption> captions =
        decode(
            Options.beam(4).candidates(4).maxLength(2),
            words -> probabilities(0, 0, 0, 0, 0.25, 0.25, 0.25, 0.25));

    assertThat(captions)
        .extracting(caption -> List.of(caption.indexes()[0], caption.indexes()[1]))
        .containsExactly(List.of(4, 4), List.of(4, 5), List.of(4, 6), List.of(4, 7));
  }

  @Test
  void whatCannotOvertakeIsGivenUpWhileTheRestGoesOn() {
    ScriptedScorer.Script script =
        words ->
            switch (words.size()) {
              case 0 -> probabilities(0, 0, 0, 0, 0.6, 0.3);
              case 1 -> probabilities(0, 0, words.contains(4) ? 0.4 : 0, 0, 0.6, 0);
              default -> probabilities(0, 0, 1, 0, 0, 0);
            };
    ScriptedScorer scorer = new ScriptedScorer(6, script);

    List<Caption> captions =
        Decoder.of(Options.beam(2).maxLength(5).lengthPenalty(0).build()).decode(scorer);

    assertThat(captions.get(0).indexes()).containsExactly(4, 4); // 0.36, above 0.24 of "4"
    assertThat(scorer.rows()).isEqualTo(1 + 2 + 1); // "5 4" can reach no more than 0.18
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 20})
  void theNetworkHearsNoMoreRowsThanTheBeamHas(int beamSize) {
    ScriptedScorer scorer = new ScriptedScorer(60, ScriptedScorer.random(3, 60));

    Decoder.of(Options.beam(beamSize).build()).decode(scorer);

    assertThat(scorer.mostRows()).isEqualTo(beamSize);
  }

  private static List<Caption> decode(Options options, ScriptedScorer.Script script) {
    int vocabularySize = script.apply(List.of()).length;
    return Decoder.of(options.build()).decode(new ScriptedScorer(vocabularySize, script));
  }
}
