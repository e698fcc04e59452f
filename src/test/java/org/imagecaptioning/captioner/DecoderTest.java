package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.imagecaptioning.captioner.ScriptedScorer.probabilities;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every decoder. */
class DecoderTest {

  static Stream<Options> everyDecoder() {
    return Stream.of(
        Options.greedy(),
        Options.beam(1),
        Options.beam(2),
        Options.beam(3).candidates(3),
        Options.beam(20).candidates(20),
        Options.sample(1),
        Options.sample(2).candidates(20),
        Options.sample(3).candidates(5).topK(3),
        Options.sample(4).candidates(5).topP(0.5),
        Options.sample(5).candidates(5).temperature(0.01),
        Options.sample(6).candidates(5).temperature(10));
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void captionsAreAsManyAsAskedForDistinctAndBestFirst(Options options) {
    for (int seed = 0; seed < 50; seed++) {
      List<Caption> captions = decode(options, ScriptedScorer.random(seed, 12));

      assertThat(captions).hasSize(options.build().candidates());
      assertThat(captions.stream().map(DecoderTest::words)).doesNotHaveDuplicates();
      for (boolean finished : new boolean[] {true, false}) {
        assertThat(captions.stream().filter(caption -> caption.finished() == finished))
            .isSortedAccordingTo(Comparator.comparing(Caption::score).reversed());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void eachWordKeepsWhereTheNetworkLookedBeforeIt(Options options) {
    for (int seed = 0; seed < 20; seed++) {
      for (Caption caption : decode(options, ScriptedScorer.random(seed, 12))) {
        List<Integer> words = words(caption);
        for (int place = 0; place < words.size(); place++) {
          assertThat(caption.words().get(place).attention())
              .isEqualTo(ScriptedScorer.attention(words.subList(0, place)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void specialWordsAreNeverSaidHoweverProbable(Options options) {
    List<Caption> captions =
        decode(options.maxLength(6), words -> probabilities(0.3, 0.3, 0.05, 0.3, 0.03, 0.02));

    assertThat(captions)
        .allSatisfy(
            caption ->
                assertThat(words(caption))
                    .isNotEmpty()
                    .allMatch(word -> word >= Vocabulary.SPECIAL_WORDS));
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void noCaptionIsEmptyThoughTheNetworkWouldSayNothing(Options options) {
    List<Caption> captions =
        decode(options, words -> probabilities(0, 0, 0.9999, 0, 0.00006, 0.00004));

    assertThat(captions).allSatisfy(caption -> assertThat(caption.words()).isNotEmpty());
    assertThat(captions.get(0).finished()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void noCaptionEndsBeforeTheMinimumLength(Options options) {
    List<Caption> captions =
        decode(
            options.minLength(4).maxLength(6),
            words -> probabilities(0, 0, 0.9, 0, 0.04, 0.03, 0.03));

    assertThat(captions)
        .allSatisfy(caption -> assertThat(caption.words()).hasSizeBetween(4, 6))
        .anySatisfy(caption -> assertThat(caption.words()).hasSize(4));
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void whatNeverEndsIsCutAtTheMaximumLength(Options options) {
    List<Caption> captions =
        decode(options.maxLength(6), words -> probabilities(0, 0, 0, 0, 0.5, 0.3, 0.2));

    assertThat(captions)
        .hasSize(options.build().candidates())
        .noneMatch(Caption::finished)
        .allSatisfy(caption -> assertThat(caption.words()).hasSize(6));
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void noTrigramComesTwiceIfSoAsked(Options options) {
    List<Caption> captions =
        decode(
            options.maxLength(50).noRepeatTrigram(),
            words -> probabilities(0, 0, 0.001, 0, 0.899, 0.1));

    assertThat(captions)
        .allSatisfy(
            caption -> {
              List<Integer> words = words(caption);
              Set<List<Integer>> trigrams = new HashSet<>();
              for (int start = 0; start + 3 <= words.size(); start++) {
                assertThat(trigrams.add(words.subList(start, start + 3))).isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void nothingFollowsItselfAtOnceIfSoAsked(Options options) {
    List<Caption> captions =
        decode(
            options.maxLength(50).noImmediateRepeat(),
            words -> probabilities(0, 0, 0.001, 0, 0.799, 0.1, 0.1));

    assertThat(captions)
        .allSatisfy(
            caption -> {
              List<Integer> words = words(caption);
              for (int place = 1; place < words.size(); place++) {
                assertThat(words.get(place)).isNotEqualTo(words.get(place - 1));
              }
              for (int place = 3; place < words.size(); place++) {
                assertThat(words.subList(place - 1, place + 1))
                    .isNotEqualTo(words.subList(place - 3, place - 1));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void aVocabularyTooSmallGivesAllTheCaptionsThereAre(Options options) {
    // One word, at most three times: there are three captions.
    List<Caption> captions =
        decode(options.maxLength(3), words -> probabilities(0, 0, 0.5, 0, 0.5));

    assertThat(captions).hasSize(Math.min(3, options.build().candidates()));
    assertThat(captions.stream().map(DecoderTest::words)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void aDeadEndIsACaptionTooAndDoesNotStopTheOthers(Options options) {
    ScriptedScorer.Script fiveLeadsNowhere =
        words -> {
          if (words.contains(5)) {
            return probabilities(1, 0, 0, 0, 0, 0);
          }
          return words.size() < 3
              ? probabilities(0, 0, 0, 0, 0.5, 0.5)
              : probabilities(0, 0, 1, 0, 0, 0);
        };

    List<Caption> captions = decode(options, fiveLeadsNowhere);

    assertThat(captions.stream().map(DecoderTest::words))
        .isSubsetOf(List.of(5), List.of(4, 5), List.of(4, 4, 5), List.of(4, 4, 4));
    assertThat(captions).hasSize(Math.min(4, options.build().candidates()));
    assertThat(captions)
        .allSatisfy(
            caption -> assertThat(caption.finished()).isEqualTo(!words(caption).contains(5)));
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void nanIsRefusedWhereverItComesFrom(Options options) {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 3}) {
      for (int place : new int[] {4, 6, 11}) {
        ScriptedScorer.Script script =
            words -> {
              float[] row = ScriptedScorer.random(1, 12).apply(words);
              row[place] = words.isEmpty() ? row[place] : broken;
              return row;
            };

        assertThatExceptionOfType(DecodingException.class)
            .isThrownBy(() -> decode(options.minLength(2), script))
            .withMessageContainingAll(Float.toString(broken), "word " + place);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void aNetworkWithNothingToBeginWithIsRefused(Options options) {
    assertThatExceptionOfType(DecodingException.class)
        .isThrownBy(() -> decode(options, words -> probabilities(0.2, 0.2, 0.4, 0.2, 0, 0)))
        .withMessageContaining("begin");
  }

  @ParameterizedTest
  @MethodSource("everyDecoder")
  void aDecoderMayBeUsedAgain(Options options) {
    Decoder decoder = Decoder.of(options.build());
    ScriptedScorer.Script script = ScriptedScorer.random(8, 40);
    List<Caption> first = decoder.decode(new ScriptedScorer(40, script));

    assertThat(decoder.decode(new ScriptedScorer(40, script))).isEqualTo(first);
  }

  private static List<Integer> words(Caption caption) {
    return caption.words().stream().map(Caption.Word::index).toList();
  }

  private static List<Caption> decode(Options options, ScriptedScorer.Script script) {
    int vocabularySize = script.apply(List.of()).length;
    return Decoder.of(options.build()).decode(new ScriptedScorer(vocabularySize, script));
  }
}
