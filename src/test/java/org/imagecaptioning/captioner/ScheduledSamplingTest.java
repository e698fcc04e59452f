package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedSequences;
import org.junit.jupiter.api.Test;

class ScheduledSamplingTest {

  private static final int CAPTIONS = 500;
  private static final CaptionerConfig CONFIG =
      new CaptionerConfig(Cell.RNN, InitialState.AFFINE, 3, 4, 5, 9);

  @Test
  void asManyWordsAreDrawnAsTheRateSaysAndNeverTheFirst() {
    Parameters parameters = sureOf(new float[] {0, 0, 0, 0, 0, 0, 0, 90, 0});
    PackedSequences heard = draw(parameters, 0.3, 1);

    int drawn = 0;
    for (int row = 0; row < heard.rows(); row++) {
      boolean first = row < CAPTIONS;
      assertThat(heard.input(row)).isIn(first ? new Object[] {1} : new Object[] {4, 7});
      drawn += heard.input(row) == 7 ? 1 : 0;
    }
    assertThat(drawn / (double) (heard.rows() - CAPTIONS)).isCloseTo(0.3, within(0.03));
  }

  @Test
  void wordsAreDrawnAsOftenAsTheNetworkExpectsThemButNoneThatIsNotOfACaption() {
    // probabilities 1/2 and 1/4 and 1/4 of what may be drawn, whatever END and START are
    float[] bias = {90, 90, 90, 0, 0, 0, 0, 80, (float) (80 + Math.log(2))};
    bias[4] = 80;
    PackedSequences heard = draw(sureOf(bias), 1, 1);

    int[] counts = new int[9];
    for (int row = CAPTIONS; row < heard.rows(); row++) {
      counts[heard.input(row)]++;
    }
    double all = heard.rows() - CAPTIONS;
    assertThat(counts[8] / all).isCloseTo(0.5, within(0.03));
    assertThat(counts[4] / all).isCloseTo(0.25, within(0.03));
    assertThat(counts[7] / all).isCloseTo(0.25, within(0.03));
  }

  @Test
  void theSeedDecidesWhatIsDrawn() {
    Parameters parameters = Parameters.random(CONFIG, 1);
    assertThat(inputs(draw(parameters, 0.5, 1))).isEqualTo(inputs(draw(parameters, 0.5, 1)));
    assertThat(inputs(draw(parameters, 0.5, 1))).isNotEqualTo(inputs(draw(parameters, 0.5, 2)));
  }

  @Test
  void aWordIsDrawnAfterTheWordThatWasDrawnBeforeIt() {
    Parameters parameters = Parameters.random(CONFIG, 1);
    // the state is the word that went in alone: 5 after 4 and START, 6 after 5, 7 after 6
    parameters.all().copy(new Parameters(CONFIG).all());
    float[][] vectors = new float[9][4];
    vectors[5][0] = 9;
    vectors[6][1] = 9;
    vectors[7][2] = 9;
    for (int word = 0; word < 9; word++) {
      parameters.get("W_embed").put(word, vectors[word]);
    }
    for (int w = 0; w < 4; w++) {
      float[] row = new float[5];
      row[w] = 9;
      parameters.get("Wx").put(w, row);
    }
    float[][] scores = new float[5][9];
    scores[0][6] = 99;
    scores[1][7] = 99;
    scores[2][5] = 99;
    for (int h = 0; h < 5; h++) {
      parameters.get("W_vocab").put(h, scores[h]);
    }
    parameters.get("b_vocab").put(0, new float[] {0, 0, 0, 0, 0, 40, 0, 0, 0});

    PackedSequences heard = draw(parameters, 1, 1);
    assertThat(
            new int[] {
              heard.input(0),
              heard.input(CAPTIONS),
              heard.input(2 * CAPTIONS),
              heard.input(3 * CAPTIONS),
              heard.input(4 * CAPTIONS)
            })
        .containsExactly(1, 5, 6, 7, 5);
  }

  private static PackedSequences draw(Parameters parameters, double rate, long seed) {
    int[][] captions = new int[CAPTIONS][];
    Arrays.setAll(captions, n -> new int[] {1, 4, 4, 4, 4, 2});
    return new ScheduledSampling(CONFIG, parameters)
        .draw(
            new PackedSequences(captions),
            FloatMatrix.zeros(CAPTIONS, 5),
            FloatMatrix.zeros(CAPTIONS, 5),
            rate,
            seed);
  }

  /** A network that expects the same at every place. */
  private static Parameters sureOf(float[] scores) {
    Parameters parameters = new Parameters(CONFIG);
    parameters.get("b_vocab").put(0, scores);
    return parameters;
  }

  private static int[] inputs(PackedSequences sequences) {
    int[] inputs = new int[sequences.rows()];
    Arrays.setAll(inputs, sequences::input);
    return inputs;
  }
}
