package org.imagecaptioning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Captions of Flickr8k's dev split against a run of the reference evaluation, when both are here.
 */
class Flickr8kScoresTest {

  private static final Path EXPECTED = Path.of("../shared/data/metrics/expected.json");
  private static final Path FLICKR8K = Path.of("../shared/data/flickr8k");

  private static final Set<String> PUNCTUATION =
      Set.of("'", "''", "`", "``", ".", "?", "!", ",", ":", "-", "--", "...", ";");

  private List<List<String>> captionsOfImages;

  @BeforeEach
  void readTheDevSplit() throws IOException {
    assumeThat(FLICKR8K.resolve("Flickr8k.token.txt")).exists();
    assumeThat(EXPECTED).exists();
    captionsOfImages = captions(Files.readAllLines(FLICKR8K.resolve("Flickr_8k.devImages.txt")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void aHumanCaptionAgainstTheOthersScoresWhatTheReferenceEvaluationGives(int human)
      throws IOException {
    List<String> hypotheses = new ArrayList<>();
    List<List<String>> references = new ArrayList<>();
    for (List<String> captions : captionsOfImages) {
      List<String> others = new ArrayList<>(captions);
      hypotheses.add(others.remove(human));
      references.add(others);
    }

    assertScores(hypotheses, references, "human_caption_" + human + "_vs_other_4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a man in a red shirt is standing in front of a building",
        "a dog is running through the grass",
        "a man and a woman are standing on the street"
      })
  void aConstantCaptionScoresWhatTheReferenceEvaluationGives(String constant) throws IOException {
    List<String> hypotheses = captionsOfImages.stream().map(captions -> constant).toList();

    assertScores(hypotheses, captionsOfImages, "constant:" + constant);
  }

  @Test
  void separatedCaptionsOfTheWholeSetAreSplitOnSpacesAndLoseOnlyPunctuation() throws IOException {
    Set<String> changed = new HashSet<>();
    for (String line : Files.readAllLines(FLICKR8K.resolve("Flickr8k.token.txt"))) {
      for (String token : line.substring(line.indexOf('\t') + 1).split("\\s+")) {
        List<String> expected =
            PUNCTUATION.contains(token) ? List.of() : List.of(token.toLowerCase(Locale.ROOT));
        if (!EvaluationTokenizer.words(token).equals(expected)) {
          changed.add(token);
        }
      }
    }

    assertThat(changed).containsExactlyInAnyOrder("bro!", "tikes'");
  }

  private static void assertScores(
      List<String> hypotheses, List<List<String>> references, String name) throws IOException {
    JsonNode expected =
        JsonMapper.shared()
            .readTree(Files.readString(EXPECTED))
            .required("flickr8k_dev")
            .required(name);

    CaptionScores scores = CaptionEvaluation.score(hypotheses, references);

    Map<String, Double> given = new TreeMap<>();
    given.put("Bleu_1", scores.bleu1());
    given.put("Bleu_2", scores.bleu2());
    given.put("Bleu_3", scores.bleu3());
    given.put("Bleu_4", scores.bleu4());
    given.put("ROUGE_L", scores.rougeL());
    given.put("CIDEr", scores.cider());
    assertThat(given).hasSize(expected.size());
    given.forEach(
        (metric, score) ->
            assertThat(score)
                .as(metric)
                .isCloseTo(expected.required(metric).doubleValue(), within(1e-10)));
  }

  private static List<List<String>> captions(List<String> images) throws IOException {
    Map<String, List<String>> captions = new HashMap<>();
    for (String line : Files.readAllLines(FLICKR8K.resolve("Flickr8k.token.txt"))) {
      captions
          .computeIfAbsent(line.substring(0, line.indexOf('#')), image -> new ArrayList<>())
          .add(line.substring(line.indexOf('\t') + 1));
    }
    return images.stream().map(captions::get).toList();
  }
}
