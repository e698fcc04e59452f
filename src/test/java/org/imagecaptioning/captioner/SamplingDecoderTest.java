package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captioner.ScriptedScorer.probabilities;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingDecoderTest {

  private static final int DRAWS = 20_000;

  /** One of four words, then the end. Half of the probability is on words that are never said. */
  private static final ScriptedScorer.Script ONE_OF_FOUR =
      words ->
          words.isEmpty()
              ? probabilities(0.2, 0.1, 0.1, 0.1, 0.20, 0.15, 0.10, 0.05)
              : probabilities(0, 0, 1, 0, 0, 0, 0, 0);

  @Test
  void wordsComeAsOftenAsTheNetworkSaysAmongTheAllowedOnes() {
    assertDrawn(seed -> Options.sample(seed), Map.of("4", 0.4, "5", 0.3, "6", 0.2, "7", 0.1));
  }

  @Test
  void temperatureIsAPowerOfTheProbabilities() {
    double total = 0.16 + 0.09 + 0.04 + 0.01;
    assertDrawn(
        seed -> Options.sample(seed).temperature(0.5),
        Map.of("4", 0.16 / total, "5", 0.09 / total, "6", 0.04 / total, "7", 0.01 / total));
  }

  @Test
  void topKLeavesTheMostProbableWordsInTheirProportions() {
    assertDrawn(seed -> Options.sample(seed).topK(2), Map.of("4", 4 / 7.0, "5", 3 / 7.0));
  }

  @Test
  void topPLeavesTheFewestWordsThatReachIt() {
    assertDrawn(seed -> Options.sample(seed).topP(0.65), Map.of("4", 4 / 7.0, "5", 3 / 7.0));
    assertDrawn(
        seed -> Options.sample(seed).topP(0.75), Map.of("4", 4 / 9.0, "5", 3 / 9.0, "6", 2 / 9.0));
  }

  @Test
  void topPCountsWhatTopKLeftAsTheWhole() {
    // 0.4 is 4/7 of what topK leaves, and so enough.
    assertDrawn(seed -> Options.sample(seed).topK(2).topP(0.55), Map.of("4", 1.0));
  }

  @Test
  void topPCountsTemperedProbabilities() {
    // At 0.5 the first two of 0.4, 0.3, 0.2, 0.1 have 25/30; untempered, only 0.7.
    assertDrawn(
        seed -> Options.sample(seed).temperature(0.5).topP(0.8),
        Map.of("4", 0.16 / 0.25, "5", 0.09 / 0.25));
  }

  @Test
  void twoCandidatesAreDrawnAsFromAnUrnWithoutPuttingBack() {
    Map<String, Double> pairs = new TreeMap<>();
    double[] probabilities = {0.4, 0.3, 0.2, 0.1};
    for (int one = 0; one < 4; one++) {
      for (int two = one + 1; two < 4; two++) {
        double p = probabilities[one];
        double q = probabilities[two];
        pairs.put((one + 4) + " " + (two + 4), p * q / (1 - p) + q * p / (1 - q));
      }
    }

    assertDrawn(seed -> Options.sample(seed).candidates(2), pairs);
  }

  @Test
  void captionsOfSeveralWordsComeAsOftenAsTheirWordsTogetherSay() {
    // The four last words are below what topP leaves, so of each row 0.6 is the whole.
    ScriptedScorer.Script script =
        words ->
            switch (words.size()) {
              case 0 -> probabilities(0, 0, 0, 0, 0.42, 0.18, 0.1, 0.1, 0.1, 0.1);
              case 1 ->
                  words.get(0) == 4
                      ? probabilities(0, 0, 0.36, 0, 0, 0.24, 0.1, 0.1, 0.1, 0.1)
                      : probabilities(0, 0, 0.12, 0, 0.48, 0, 0.1, 0.1, 0.1, 0.1);
              default -> probabilities(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
            };
    Function<Long, Options> options = seed -> Options.sample(seed).topP(0.55);
    Map<String, Double> each = Map.of("4", 0.42, "45", 0.28, "5", 0.06, "54", 0.24);

    assertDrawn(script, options, each);
    // Two of them: one after the other, in either order.
    Map<String, Double> pairs = new TreeMap<>();
    for (String one : each.keySet()) {
      for (String two : each.keySet()) {
        if (!one.equals(two)) {
          String pair = one.compareTo(two) < 0 ? one + " " + two : two + " " + one;
          pairs.merge(pair, each.get(one) * each.get(two) / (1 - each.get(one)), Double::sum);
        }
      }
    }
    assertDrawn(script, seed -> options.apply(seed).candidates(2), pairs);
  }

  @Test
  void theHottestTemperatureSpeaksOfEverything() {
    assertThat(drawn(seed -> Options.sample(seed).temperature(10), ONE_OF_FOUR).values())
        .hasSize(4)
        .allSatisfy(count -> assertThat(count).isBetween(DRAWS / 5L, DRAWS / 3L));
  }

  @Test
  void theColdestTemperatureIsAllButGreedy() {
    assertDrawn(seed -> Options.sample(seed).temperature(0.01), Map.of("4", 1.0));
  }

  @Test
  void oneWordToSampleFromIsGreedy() {
    for (int seed = 0; seed < 100; seed++) {
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 9);
      Options sample = Options.sample(seed).topK(1).minLength(3).maxLength(6).noRepeatTrigram();
      Options greedy = Options.greedy().minLength(3).maxLength(6).noRepeatTrigram();

      assertThat(decode(sample, script)).isEqualTo(decode(greedy, script));
    }
  }

  @Test
  void fewerCandidatesArePartOfMore() {
    for (int seed = 0; seed < 100; seed++) {
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 30);
      Options options = Options.sample(seed).temperature(1.5);
      List<Caption> twenty = decode(options.candidates(20), script);
      List<Caption> five = decode(options.candidates(5), script);

      assertThat(twenty).containsAll(five);
      assertThat(five).containsAll(decode(options, script));
    }
  }

  @Test
  void theSeedDecides() {
    ScriptedScorer.Script script = ScriptedScorer.random(0, 1000);

    assertThat(decode(Options.sample(7), script)).isEqualTo(decode(Options.sample(7), script));
    assertThat(
            LongStream.range(0, 50)
                .mapToObj(seed -> decode(Options.sample(seed), script))
                .distinct())
        .hasSizeGreaterThan(45);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "0, 0.01"})
  void placesThatSamplingCannotFillGoToOtherCaptions(int topK, double topP) {
    for (int seed = 0; seed < 50; seed++) {
      ScriptedScorer.Script script = ScriptedScorer.random(seed, 20);
      Options options = Options.sample(seed).topK(topK).topP(topP).maxLength(4);
      List<Caption> captions = decode(options.candidates(20), script);

      assertThat(captions).hasSize(20).containsAll(decode(options, script));
    }
  }

  @Test
  void theMostProbableOfTheOtherCaptionsFillUp() {
    List<Caption> captions = decode(Options.sample(0).topK(1).candidates(3), ONE_OF_FOUR);

    assertThat(captions).extracting(SamplingDecoderTest::text).containsExactly("4", "5", "6");
  }

  @Test
  void whatIsReportedIsWhatTheNetworkSays() {
    ScriptedScorer.Script script = ScriptedScorer.random(5, 20);
    Options options = Options.sample(3).temperature(3).topK(7).topP(0.8).candidates(5);

    assertThat(decode(options, script))
        .allSatisfy(
            caption -> {
              double total = 0;
              List<Integer> words = List.of();
              for (Caption.Word word : caption.words()) {
                assertThat(word.logProbability()).isEqualTo(script.apply(words)[word.index()]);
                total += word.logProbability();
                words = Stream.concat(words.stream(), Stream.of(word.index())).toList();
              }
              total += caption.finished() ? script.apply(words)[Vocabulary.END] : 0;
              assertThat(caption.logProbability()).isEqualTo(total);
            });
  }

  private static void assertDrawn(Function<Long, Options> options, Map<String, Double> expected) {
    assertDrawn(ONE_OF_FOUR, options, expected);
  }

  /** Pearson's chi-squared test; its statistic is below this bound in all but 1 of 10,000 cases. */
  private static void assertDrawn(
      ScriptedScorer.Script script, Function<Long, Options> options, Map<String, Double> expected) {
    Map<String, Long> counts = drawn(options, script);
    assertThat(counts.keySet()).isEqualTo(expected.keySet());
    double statistic =
        expected.entrySet().stream()
            .mapToDouble(
                each -> {
                  double mean = DRAWS * each.getValue();
                  return Math.pow(counts.getOrDefault(each.getKey(), 0L) - mean, 2) / mean;
                })
            .sum();
    int freedom = expected.size() - 1;
    assertThat(statistic).isLessThanOrEqualTo(freedom + 6 * Math.sqrt(2.0 * freedom));
  }

  /** How often each set of captions was drawn, over as many seeds. */
  private static Map<String, Long> drawn(
      Function<Long, Options> options, ScriptedScorer.Script script) {
    return LongStream.range(0, DRAWS)
        .mapToObj(seed -> decode(options.apply(seed), script))
        .map(captions -> captions.stream().map(SamplingDecoderTest::text).sorted())
        .collect(
            Collectors.groupingBy(
                texts -> texts.collect(Collectors.joining(" ")), Collectors.counting()));
  }

  private static String text(Caption caption) {
    return caption.words().stream()
        .map(word -> Integer.toString(word.index()))
        .collect(Collectors.joining());
  }

  private static List<Caption> decode(Options options, ScriptedScorer.Script script) {
    int vocabularySize = script.apply(List.of()).length;
    return Decoder.of(options.build()).decode(new ScriptedScorer(vocabularySize, script));
  }
}
