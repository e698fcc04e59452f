package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedScorerTest {

  private static final int D = 5;
  private static final int PLACES = 3;
  private static final int V = 11;
  private static final int START = Vocabulary.START;

  @ParameterizedTest
  @CsvSource({"RNN, AFFINE, 0", "GRU, TANH, 0", "LSTM, TANH_WITH_CELL, 0", "LSTM, AFFINE, 4"})
  void saysOfEachPictureWhatTheCaptionerSaysOfItAlone(
      Cell cell, InitialState initialState, int attention) {
    CaptionerConfig config = new CaptionerConfig(cell, initialState, D, 6, 8, V, attention);
    Parameters parameters = Parameters.random(config, 1);
    PackedScorer scorer = new PackedScorer(config, parameters);

    assertAgrees(scorer, config, parameters, pictures(config, 3, 1));
  }

  @ParameterizedTest
  @CsvSource({"LSTM, TANH_WITH_CELL, 0", "LSTM, AFFINE, 0", "LSTM, TANH, 4"})
  void beginsAnewWithOtherPicturesAndWithTheParametersAsTheyAreThen(
      Cell cell, InitialState initialState, int attention) {
    CaptionerConfig config = new CaptionerConfig(cell, initialState, D, 6, 8, V, attention);
    Parameters parameters = Parameters.random(config, 1);
    PackedScorer scorer = new PackedScorer(config, parameters);
    assertAgrees(scorer, config, parameters, pictures(config, 4, 1));

    parameters.all().copy(Parameters.random(config, 2).all());

    assertAgrees(scorer, config, parameters, pictures(config, 3, 2));
  }

  /** Some rows end, some go on twice, and in the end one picture has none. */
  private static void assertAgrees(
      PackedScorer scorer, CaptionerConfig config, Parameters parameters, float[][] pictures) {
    Captioner alone = new Captioner(config, parameters);
    scorer.see(pictures);
    List<Said> rows = new ArrayList<>();
    for (float[] picture : pictures) {
      rows.add(new Said(picture, List.of()));
    }
    int[] all = new int[pictures.length];
    int[] starts = new int[pictures.length];
    for (int p = 0; p < all.length; p++) {
      all[p] = p;
      starts[p] = START;
    }
    rows = assertNext(scorer, alone, rows, all, starts);
    rows =
        assertNext(scorer, alone, rows, new int[] {2, 0, 0, 1, 2, 2}, new int[] {4, 5, 3, 6, 7, 8});
    rows = assertNext(scorer, alone, rows, new int[] {1, 3, 5, 2}, new int[] {9, 10, 4, 4});
    assertNext(scorer, alone, rows, new int[] {2, 0}, new int[] {5, 6});
  }

  private static List<Said> assertNext(
      PackedScorer scorer, Captioner alone, List<Said> rows, int[] parents, int[] words) {
    float[][] logProbabilities = scorer.next(parents, words);
    List<Said> now = new ArrayList<>();
    for (int row = 0; row < words.length; row++) {
      Said said = rows.get(parents[row]).and(words[row]);
      now.add(said);
      float[] expected = said.expected(alone);
      for (int word = 0; word < V; word++) {
        assertThat(logProbabilities[row][word])
            .as("row %d after %s, word %d", row, said.words, word)
            .isCloseTo(expected[word], within(1e-5f));
      }
    }
    return now;
  }

  /** The words that a row has heard of its picture. */
  private record Said(float[] picture, List<Integer> words) {

    Said and(int word) {
      List<Integer> more = new ArrayList<>(words);
      more.add(word);
      return new Said(picture, more);
    }

    float[] expected(Captioner captioner) {
      WordScorer scorer = captioner.scorer(picture);
      float[] last = {};
      for (int word : words) {
        last = scorer.next(new int[] {0}, new int[] {word})[0];
      }
      return last;
    }
  }

  private static float[][] pictures(CaptionerConfig config, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] pictures = new float[count][config.attends() ? PLACES * D : D];
    for (float[] picture : pictures) {
      for (int d = 0; d < picture.length; d++) {
        picture[d] = (float) random.nextGaussian();
      }
    }
    return pictures;
  }
}
