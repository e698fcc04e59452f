package org.imagecaptioning.captioner.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captioner.reference.Networks.named;
import static org.imagecaptioning.captioner.reference.Networks.random;
import static org.imagecaptioning.layers.Numbers.normal;

import java.util.HashMap;
import java.util.Map;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.LossOptions;
import org.imagecaptioning.layers.GradientCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class CaptioningRnnGradientTest {

  // A word twice in one caption, one in two captions, one never; padding; the end.
  private static final int[][] CAPTIONS = {{1, 4, 4, 2}, {1, 4, 2, 0}};
  private static final int[][] IN = {{1, 4, 4}, {1, 4, 2}};
  private static final int[][] OUT = {{4, 4, 2}, {4, 2, 0}};
  private static final long SEED = 5;

  @ParameterizedTest(name = "L = {0}, dropout {1}, penalty {2}, {3}")
  @CsvSource({"2, 0.3, 0.7, TANH_WITH_CELL", "1, 0, 0, AFFINE"})
  void gradientsWithAttentionAreThoseOfCentredDifferences(
      int places, double dropout, double penalty, InitialState state) {
    CaptionerConfig config = new CaptionerConfig(Cell.LSTM, state, 2, 2, 2, 6, 2);
    Map<String, INDArray> parameters = random(config);
    INDArray grids = normal(1, 2, places, 2);
    LossOptions options = new LossOptions(dropout, 0.1, 0, penalty);
    CaptioningRnn network = new CaptioningRnn(Cell.LSTM, state, parameters);

    CaptioningRnn.Loss loss = network.loss(grids, IN, OUT, options, SEED);

    GradientCheck.check(
        "dFeatures", loss.dFeatures(), grids, v -> network.loss(v, IN, OUT, options, SEED).loss());
    assertThat(loss.gradients()).containsOnlyKeys(config.shapes().keySet());
    parameters.forEach(
        (name, value) ->
            GradientCheck.check(
                name,
                named(name, loss.gradients()),
                value,
                v -> {
                  Map<String, INDArray> shifted = new HashMap<>(parameters);
                  shifted.put(name, v);
                  return new CaptioningRnn(Cell.LSTM, state, shifted)
                      .loss(grids, IN, OUT, options, SEED)
                      .loss();
                }));
  }

  @ParameterizedTest
  @CsvSource({
    "RNN, AFFINE, 0",
    "RNN, TANH, 0.3",
    "LSTM, AFFINE, 0.3",
    "LSTM, TANH, 0",
    "LSTM, TANH_WITH_CELL, 0.3",
    "GRU, AFFINE, 0.3",
    "GRU, TANH, 0"
  })
  void gradientsAreThoseOfCentredDifferences(Cell cell, InitialState state, double dropout) {
    CaptionerConfig config = new CaptionerConfig(cell, state, 2, 2, 2, 6);
    Map<String, INDArray> parameters = random(config);
    INDArray features = normal(1, 2, 2);
    CaptioningRnn network = new CaptioningRnn(cell, state, parameters);

    CaptioningRnn.Loss loss = network.loss(features, CAPTIONS, dropout, SEED);

    GradientCheck.check(
        "dFeatures",
        loss.dFeatures(),
        features,
        v -> network.loss(v, CAPTIONS, dropout, SEED).loss());
    assertThat(loss.gradients()).containsOnlyKeys(config.shapes().keySet());
    parameters.forEach(
        (name, value) ->
            GradientCheck.check(
                name,
                named(name, loss.gradients()),
                value,
                v -> {
                  Map<String, INDArray> shifted = new HashMap<>(parameters);
                  shifted.put(name, v);
                  return new CaptioningRnn(cell, state, shifted)
                      .loss(features, CAPTIONS, dropout, SEED)
                      .loss();
                }));
  }
}
