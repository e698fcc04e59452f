package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.imagecaptioning.layers.AttentionLstm;
import org.imagecaptioning.layers.AttentionLstmStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A captioner with attention, as it speaks. */
class AttendingCaptionerTest {

  private static final CaptionerConfig CONFIG =
      new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 8, 10, 12, 30, 9);

  private static final int[] WORDS = {Vocabulary.START, 7, 9, 4, 7, 22};

  private final Parameters parameters = loud();
  private final Captioner captioner = new Captioner(CONFIG, parameters);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 49})
  void speaksAndLooksAsTheReadableLayersDo(int places) {
    float[] grid = grid(places);
    INDArray raw = asDouble(grid, places, CONFIG.features());
    INDArray mean = raw.mean(true, 0); // (1, D)
    INDArray seen = // (L, H)
        Transforms.relu(raw.mmul(get("W_place")).addRowVector(get("b_place")), false);
    INDArray keys = seen.mmul(get("W_key")).addRowVector(get("b_key")); // (L, A)
    AttentionLstm.Output reference =
        AttentionLstm.forward(
            wordVectors(),
            seen.reshape(1, places, CONFIG.hidden()),
            keys.reshape(1, places, CONFIG.attention()),
            Transforms.tanh(mean.mmul(get("W_proj")).addRowVector(get("b_proj")), false),
            Transforms.tanh(mean.mmul(get("W_cell")).addRowVector(get("b_cell")), false),
            new AttentionLstmStep.Weights(
                get("Wx"),
                get("Wh"),
                get("b"),
                get("W_query"),
                get("v"),
                get("W_beta"),
                get("b_beta")));
    INDArray h = reference.h().reshape(WORDS.length, CONFIG.hidden());
    INDArray scores = h.mmul(get("W_vocab")).addRowVector(get("b_vocab")); // (T, V)

    WordScorer scorer = captioner.scorer(grid);
    for (int t = 0; t < WORDS.length; t++) {
      float[] spoken = scorer.next(new int[] {0}, new int[] {WORDS[t]})[0];
      assertThat(spoken)
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(logSoftmax(scores.getRow(t).toDoubleVector()));
      assertThat(scorer.attention(0))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(toFloats(reference.attention().slice(0).getRow(t).toDoubleVector()));
    }
  }

  @Test
  void rowsAreBitForBitWhatTheyWouldBeAlone() {
    float[] grid = grid(49);
    WordScorer together = captioner.scorer(grid);
    together.next(new int[] {0}, new int[] {Vocabulary.START});
    together.next(new int[] {0, 0, 0}, new int[] {5, 6, 7});
    float[][] rows = together.next(new int[] {2, 0, 1, 2}, new int[] {8, 9, 10, 11});
    int[] heard = {7, 5, 6, 7};
    for (int row = 0; row < heard.length; row++) {
      WordScorer alone = captioner.scorer(grid);
      alone.next(new int[] {0}, new int[] {Vocabulary.START});
      alone.next(new int[] {0}, new int[] {heard[row]});
      assertThat(rows[row]).isEqualTo(alone.next(new int[] {0}, new int[] {8 + row})[0]);
      assertThat(together.attention(row)).isEqualTo(alone.attention(0));
    }
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void everyWordOfACaptionHasWeightsOfAllPlaces(Strategy strategy) {
    int candidates = strategy == Strategy.GREEDY ? 1 : 3;
    DecodingOptions options =
        new DecodingOptions(strategy, 3, candidates, 12, 4, 0.7, 1, 0, 1, 5, false, false);
    List<Caption> captions = Decoder.of(options).decode(captioner.scorer(grid(6)));

    assertThat(captions).hasSize(candidates);
    assertThat(captions.stream().flatMap(caption -> caption.words().stream()))
        .allSatisfy(
            word -> {
              assertThat(word.attention()).hasSize(6);
              assertThat(IntStream.range(0, 6).mapToDouble(i -> word.attention()[i]).sum())
                  .isCloseTo(1, within(1e-5));
            });
    WordScorer again = captioner.scorer(grid(6));
    int hears = Vocabulary.START;
    for (Caption.Word word : captions.get(0).words()) {
      again.next(new int[] {0}, new int[] {hears});
      assertThat(word.attention()).isEqualTo(again.attention(0));
      hears = word.index();
    }
  }

  @Test
  void captionerOfTheMeanHasNoAttentionToTellOf() {
    CaptionerConfig plain =
        new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 8, 10, 12, 30);
    WordScorer scorer = new Captioner(plain, Parameters.random(plain, 1)).scorer(grid(1));
    scorer.next(new int[] {0}, new int[] {Vocabulary.START});

    assertThat(scorer.attention(0)).isEmpty();
  }

  @Test
  void featuresThatAreNoGridAreRefused() {
    assertThatThrownBy(() -> captioner.scorer(new float[12]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This captioner takes 8 features of each place, not 12 in all");
    assertThatThrownBy(() -> captioner.scorer(new float[0]))
        .hasMessage("This captioner takes 8 features of each place, not 0 in all");
  }

  /** Weights that matter, so that captions and places differ. */
  private static Parameters loud() {
    Parameters parameters = Parameters.random(CONFIG, 11);
    SplittableRandom random = new SplittableRandom(3);
    for (String name : CONFIG.shapes().keySet()) {
      float[] values = parameters.get(name).toArray();
      float louder = name.equals("W_embed") ? 20 : 2;
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * louder + (float) random.nextDouble(-0.2, 0.2);
      }
      parameters.get(name).put(0, values, values.length);
    }
    return parameters;
  }

  private static float[] grid(int places) {
    SplittableRandom random = new SplittableRandom(places);
    float[] grid = new float[places * CONFIG.features()];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (float) random.nextDouble(-1, 1);
    }
    return grid;
  }

  private INDArray get(String name) {
    List<Integer> shape = CONFIG.shapes().get(name);
    int rows = shape.size() == 1 ? 1 : shape.get(0);
    INDArray matrix = asDouble(parameters.get(name).toArray(), rows, shape.get(shape.size() - 1));
    return shape.size() == 1 ? matrix.reshape(matrix.length()) : matrix;
  }

  private INDArray wordVectors() {
    INDArray vectors = Nd4j.create(DataType.DOUBLE, 1, WORDS.length, CONFIG.embedding());
    for (int t = 0; t < WORDS.length; t++) {
      vectors.slice(0).putRow(t, get("W_embed").getRow(WORDS[t]));
    }
    return vectors;
  }

  private static INDArray asDouble(float[] values, int rows, int columns) {
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape(rows, columns);
  }

  private static float[] logSoftmax(double[] scores) {
    double total = Math.log(Arrays.stream(scores).map(Math::exp).sum());
    return toFloats(Arrays.stream(scores).map(score -> score - total).toArray());
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
