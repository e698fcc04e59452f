package org.imagecaptioning.captioner.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.imagecaptioning.captioner.reference.Networks.named;
import static org.imagecaptioning.captioner.reference.Networks.random;
import static org.imagecaptioning.layers.Numbers.linspace;
import static org.imagecaptioning.layers.Numbers.normal;
import static org.imagecaptioning.layers.Numbers.relativeError;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.layers.CourseNumbers;
import org.imagecaptioning.layers.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class CaptioningRnnTest {

  private static final CaptionerConfig SMALL =
      new CaptionerConfig(Cell.LSTM, InitialState.TANH_WITH_CELL, 3, 2, 4, 6);
  private static final int[][] CAPTIONS = {{1, 4, 5, 2}, {1, 4, 2, 0}};

  @ParameterizedTest
  @CsvSource({"RNN, -1.5, 0.3, 9.83235591003", "LSTM, -0.5, 1.7, 9.82445935443"})
  void lossIsWhatTheCourseExpects(Cell cell, double from, double to, double expected) {
    assertThat(courseLoss(cell, linspace(from, to, 10, 20))).isCloseTo(expected, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({"RNN, CaptioningRNN.loss.rnn", "LSTM, CaptioningRNN.loss.lstm"})
  void lossAgreesWithThePublishedFile(Cell cell, String check) {
    CourseNumbers course = CourseNumbers.of(check);

    double loss = courseLoss(cell, course.input("features"));

    assertThat(loss).isCloseTo(course.json().get("expected").asDouble(), within(1e-10));
    assertThat(loss).isCloseTo(course.json().get("recomputed").asDouble(), within(1e-12));
  }

  @Test
  void paddingChangesNeitherLossNorGradients() {
    CaptioningRnn network = new CaptioningRnn(SMALL.cell(), SMALL.initialState(), random(SMALL));
    INDArray features = normal(1, 2, 3);
    int[][] padded = {{1, 4, 5, 2, 0, 0}, {1, 4, 2, 0, 0, 0}};

    CaptioningRnn.Loss expected = network.loss(features, CAPTIONS);
    CaptioningRnn.Loss actual = network.loss(features, padded);

    assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-14));
    assertThat(relativeError(actual.dFeatures(), expected.dFeatures())).isLessThan(1e-9);
    expected
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(relativeError(named(name, actual.gradients()), gradient))
                    .as(name)
                    .isLessThan(1e-9));
  }

  @Test
  void wordsThatAreNotHeardHaveNoGradient() {
    CaptioningRnn network = new CaptioningRnn(SMALL.cell(), SMALL.initialState(), random(SMALL));

    INDArray dEmbed = named("W_embed", network.loss(normal(1, 2, 3), CAPTIONS).gradients());

    for (int word : new int[] {Vocabulary.NULL, Vocabulary.UNKNOWN, Vocabulary.END}) {
      assertThat(dEmbed.getRow(word).norm2Number().doubleValue()).as("word %d", word).isZero();
    }
    assertThat(dEmbed.getRow(4).norm2Number().doubleValue()).isPositive();
  }

  @Test
  void lossIsTheMeanOverCaptionsOfTheSumOverWords() {
    CaptioningRnn network = new CaptioningRnn(SMALL.cell(), SMALL.initialState(), random(SMALL));
    INDArray features = normal(1, 2, 3);

    double first = network.loss(features.getRow(0, true).dup(), new int[][] {{1, 4, 5, 2}}).loss();
    double second = network.loss(features.getRow(1, true).dup(), new int[][] {{1, 4, 2}}).loss();

    assertThat(network.loss(features, CAPTIONS).loss())
        .isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void theSeedOfDropoutDecidesTheLoss() {
    CaptioningRnn network = new CaptioningRnn(SMALL.cell(), SMALL.initialState(), random(SMALL));
    INDArray features = normal(1, 2, 3);

    double loss = network.loss(features, CAPTIONS, 0.5, 1).loss();

    assertThat(network.loss(features, CAPTIONS, 0.5, 1).loss()).isEqualTo(loss);
    assertThat(network.loss(features, CAPTIONS, 0.5, 2).loss()).isNotEqualTo(loss);
    assertThat(network.loss(features, CAPTIONS, 0, 1).loss())
        .isEqualTo(network.loss(features, CAPTIONS).loss());
  }

  @Test
  void nothingThatIsGivenIsChanged() {
    Map<String, INDArray> parameters = random(SMALL);
    Map<String, INDArray> before = new TreeMap<>();
    parameters.forEach((name, array) -> before.put(name, array.dup()));
    INDArray features = normal(1, 2, 3);
    CaptioningRnn network = new CaptioningRnn(SMALL.cell(), SMALL.initialState(), parameters);

    network.loss(features, CAPTIONS, 0.5, 1);
    network.sample(features, 5);

    assertThat(parameters).isEqualTo(before);
    assertThat(features).isEqualTo(normal(1, 2, 3));
    assertThat(CAPTIONS).isDeepEqualTo(new int[][] {{1, 4, 5, 2}, {1, 4, 2, 0}});
  }

  @Test
  void inFloat32TheLossIsNearThatInDouble() {
    Map<String, Tensor> weights = new TreeMap<>();
    random(SMALL)
        .forEach(
            (name, array) ->
                weights.put(name, new Tensor(named(name, SMALL.shapes()), array.data().asFloat())));
    INDArray features = normal(1, 2, 3).castTo(DataType.FLOAT);

    CaptioningRnn.Loss single =
        CaptioningRnn.of(SMALL, weights, DataType.FLOAT).loss(features, CAPTIONS);
    CaptioningRnn.Loss exact =
        CaptioningRnn.of(SMALL, weights, DataType.DOUBLE)
            .loss(features.castTo(DataType.DOUBLE), CAPTIONS);

    assertThat(single.dFeatures().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(single.loss()).isCloseTo(exact.loss(), within(1e-5)).isNotEqualTo(exact.loss());
    exact
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(named(name, single.gradients()).castTo(DataType.DOUBLE).sub(gradient))
                    .as(name)
                    .satisfies(
                        difference ->
                            assertThat(difference.norm2Number().doubleValue()).isLessThan(1e-5)));
  }

  @Test
  void parametersThatDoNotFitAreRefused() {
    Map<String, INDArray> missing = random(SMALL);
    missing.remove("b");
    Map<String, INDArray> misshapen = random(SMALL);
    misshapen.put("Wx", normal(1, 2, 15));
    Map<String, INDArray> withCell = random(SMALL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptioningRnn(Cell.LSTM, InitialState.TANH_WITH_CELL, missing))
        .withMessageContaining("b=[16]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptioningRnn(Cell.LSTM, InitialState.TANH_WITH_CELL, misshapen))
        .withMessageContaining("Wx=[2, 15]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptioningRnn(Cell.LSTM, InitialState.TANH, withCell))
        .withMessageContaining("W_cell=[3, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CaptioningRnn(Cell.RNN, InitialState.TANH_WITH_CELL, withCell))
        .withMessageContaining("Only an LSTM");
  }

  @Test
  void asManyCaptionsAsImagesAreNeeded() {
    CaptioningRnn network = new CaptioningRnn(SMALL.cell(), SMALL.initialState(), random(SMALL));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.loss(normal(1, 3, 3), CAPTIONS))
        .withMessageContaining("3 images");
  }

  /** The assignment's check of its network: V = 3, every parameter a linspace. */
  private static double courseLoss(Cell cell, INDArray features) {
    int n = 10;
    int t = 13;
    int h = 40;
    int gates = cell.gates() * h;
    Map<String, INDArray> parameters =
        Map.of(
            "W_embed", linspace(-1.4, 1.3, 3, 30),
            "W_proj", linspace(-1.4, 1.3, 20, h),
            "b_proj", linspace(-1.4, 1.3, h),
            "Wx", linspace(-1.4, 1.3, 30, gates),
            "Wh", linspace(-1.4, 1.3, h, gates),
            "b", linspace(-1.4, 1.3, gates),
            "W_vocab", linspace(-1.4, 1.3, h, 3),
            "b_vocab", linspace(-1.4, 1.3, 3));
    int[][] captions =
        IntStream.range(0, n)
            .mapToObj(row -> IntStream.range(row * t, (row + 1) * t).map(i -> i % 3).toArray())
            .toArray(int[][]::new);
    return new CaptioningRnn(cell, InitialState.AFFINE, parameters).loss(features, captions).loss();
  }
}
