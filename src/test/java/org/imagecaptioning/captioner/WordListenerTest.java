package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.imagecaptioning.captioner.ScriptedScorer.probabilities;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a decoder says while it still decodes. */
class WordListenerTest {

  static Stream<Options> everyDecoder() {
    Stream<Options> beams =
        IntStream.rangeClosed(1, 20)
            .boxed()
            .flatMap(
                size ->
                    IntStream.of(1, (size + 1) / 2, size)
                        .distinct()
                        .mapToObj(candidates -> Options.beam(size).candidates(candidates)));
    Stream<Options> samples =
        IntStream.rangeClosed(1, 20).mapToObj(size -> Options.sample(size).candidates(size));
    return Stream.of(
            Stream.of(Options.greedy()),
            beams,
            samples,
            Stream.of(
                Options.sample(3).candidates(5).topK(3),
                Options.sample(4).candidates(5).topP(0.5),
                Options.sample(5).candidates(5).temperature(0.01),
                Options.sample(6).candidates(5).temperature(10)))
        .flatMap(options -> options);
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void wordsHeardAreThoseOfTheBestCaption(Options options) {
    for (int seed = 0; seed < 50; seed++) {
      for (Options each :
          List.of(
              options,
              options.lengthPenalty(2),
              options.lengthPenalty(0).maxLength(3),
              options.minLength(4).noRepeatTrigram())) {
        ScriptedScorer.Script script = ScriptedScorer.random(seed, 9);
        List<Caption.Word> heard = new ArrayList<>();

        List<Caption> captions =
            Decoder.of(each.build()).decode(new ScriptedScorer(9, script), heard::add);

        assertThat(heard).isEqualTo(captions.get(0).words());
        assertThat(captions)
            .isEqualTo(Decoder.of(each.build()).decode(new ScriptedScorer(9, script)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void wordsOfACaptionThatOnlyItsLengthEndsAreHeardToo(Options options) {
    List<Caption.Word> heard = new ArrayList<>();

    List<Caption> captions =
        Decoder.of(options.maxLength(5).build())
            .decode(scorer(words -> probabilities(0, 0, 0, 0, 0.5, 0.3, 0.2)), heard::add);

    assertThat(captions.get(0).finished()).isFalse();
    assertThat(heard).hasSize(5).isEqualTo(captions.get(0).words());
  }

  @Test
  void greedySaysEachWordBeforeTheNetworkIsAskedForTheNext() {
    assertThat(stepsWhenHeard(Options.greedy(), certainAfter(0))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void oneSampleIsSaidWordByWord() {
    assertThat(stepsWhenHeard(Options.sample(1), certainAfter(0))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void beamSaysAWordOnceAllThatCanStillComeOutBestShareIt() {
    // At first two words are alike; from the second step on all places of the beam follow one.
    assertThat(stepsWhenHeard(Options.beam(2), certainAfter(1))).containsExactly(2, 3, 4, 5);
  }

  @Test
  void finishedCaptionThatMayYetWinKeepsAWordBack() {
    // "4" ends at once with a chance of a half; "5 5 5" is surer in the end.
    ScriptedScorer.Script script =
        words ->
            words.isEmpty()
                ? probabilities(0, 0, 0, 0, 0.4, 0.6)
                : words.get(0) == 4
                    ? probabilities(0, 0, 0.9, 0, 0.05, 0.05)
                    : words.size() < 3
                        ? probabilities(0, 0, 0, 0, 0.01, 0.99)
                        : probabilities(0, 0, 1, 0, 0, 0);
    List<Caption.Word> heard = new ArrayList<>();

    List<Caption> captions =
        Decoder.of(Options.beam(2).lengthPenalty(0).maxLength(4).build())
            .decode(scorer(script), heard::add);

    assertThat(captions.get(0).indexes()).containsExactly(5, 5, 5);
    assertThat(heard).isEqualTo(captions.get(0).words());
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void whatAListenerThrowsEndsTheDecoding(Options options) {
    ScriptedScorer scorer = scorer(ScriptedScorer.random(1, 12));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Decoder.of(options.build())
                    .decode(
                        scorer,
                        word -> {
                          throw new IllegalStateException("nobody is there any more");
                        }))
        .withMessageContaining("nobody");
  }

  /** How often the network had been asked when each word was heard. */
  private static List<Integer> stepsWhenHeard(Options options, ScriptedScorer.Script script) {
    ScriptedScorer scorer = scorer(script);
    List<Integer> steps = new ArrayList<>();
    Decoder.of(options.build()).decode(scorer, word -> steps.add(scorer.steps()));
    return steps;
  }

  /** Four words; up to a place either of two can come next, but 4 leads nowhere. */
  private static ScriptedScorer.Script certainAfter(int place) {
    return words -> {
      if (words.size() == 4) {
        return probabilities(0, 0, 1, 0, 0, 0);
      }
      return words.size() < place
          ? probabilities(0, 0, 0, 0, 0.45, 0.55)
          : words.contains(4)
              ? probabilities(0.998, 0, 0, 0, 0.001, 0.001)
              : probabilities(0, 0, 0, 0, 0.01, 0.99);
    };
  }

  private static ScriptedScorer scorer(ScriptedScorer.Script script) {
    return new ScriptedScorer(script.apply(List.of()).length, script);
  }
}
