package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.FeatureTable;
import org.imagecaptioning.datasets.GivenFeatures;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.training.RateOptions.Schedule;
import org.imagecaptioning.training.SamplingOptions.Rise;
import org.imagecaptioning.training.StoppingOptions.Watch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {

  @Test
  void whatFlickr8kIsTrainedWithStaysAsItWasMeasured() {
    TrainingOptions options = ChosenOptions.none().resolve(dataset(6000), 49, Origins.none());
    assertThat(options)
        .isEqualTo(
            new TrainingOptions(
                new NetworkOptions(Cell.LSTM, InitialState.TANH_WITH_CELL, 256, 512, 256),
                Objective.CROSS_ENTROPY,
                new WordOptions(5, false, 30),
                128,
                new RateOptions(1e-3, Schedule.COSINE, 200, 0.01),
                0.5,
                0,
                0,
                new SamplingOptions(0, Rise.LINEAR),
                0.01,
                5,
                0,
                ViewOptions.none(),
                new StoppingOptions(20, Watch.CIDER, 5),
                1));
  }

  @Test
  void anLstmLooksAtPlacesWhereThereAreSomeUnlessItIsToldNotTo() {
    Dataset pictures = dataset(10);
    assertThat(attention(null, null).resolve(pictures, 49, Origins.none()).network())
        .isEqualTo(new NetworkOptions(Cell.LSTM, InitialState.TANH_WITH_CELL, 256, 256, 256));
    assertThat(attention(Cell.LSTM, false).resolve(pictures, 49, Origins.none()).network())
        .isEqualTo(new NetworkOptions(Cell.LSTM, InitialState.TANH_WITH_CELL, 256, 256, 0));
    assertThat(attention(null, null).resolve(pictures, 1, Origins.none()).network().attends())
        .isFalse();
    for (Cell cell : List.of(Cell.RNN, Cell.GRU)) {
      assertThat(attention(cell, null).resolve(pictures, 49, Origins.none()).network().attends())
          .isFalse();
      assertThatThrownBy(() -> attention(cell, true).resolve(pictures, 49, Origins.none()))
          .hasMessage(
              "attention is false where cell is %s: only an lstm can have it"
                  .formatted(cell.word()));
    }
  }

  @Test
  void attentionIsRefusedWhereThereIsNoChoiceOfPlaces() {
    Dataset pictures = dataset(10);
    EncoderChoice tiny = EncoderChoice.named(EncoderChoice.TINY);
    TrainingOptions attending = attention(Cell.LSTM, true).resolve(pictures, 1, Origins.none());

    assertThatThrownBy(
            () ->
                new TrainingPlan(
                    new ModelCard("a", "", ""),
                    pictures,
                    tiny,
                    attending,
                    Origins.none(),
                    Checkpointing.defaults(),
                    1))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OPTIONS))
        .hasMessageContaining("attention is false with the encoder tiny")
        .hasMessageContaining("as one place");
  }

  @Test
  void aNetworkThatAttendsHearsNoWordsOfItsOwn() {
    assertThatThrownBy(() -> sampling(true).resolve(dataset(10), 49, Origins.none()))
        .hasMessageContaining("sampling is 0 with attention");
    assertThat(sampling(null).resolve(dataset(10), 49, Origins.none()).network().attends())
        .as("where nobody asks for attention")
        .isFalse();
  }

  private static ChosenOptions sampling(@Nullable Boolean attention) {
    return new ChosenOptions(
        Cell.LSTM, attention, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, 0.2, null, null, null, null, null, null, null);
  }

  @Test
  void viewsOfPicturesAreKeptAndTold() {
    TrainingOptions options = views(4, true).resolve(dataset(10), 1, Origins.none());
    assertThat(options.views()).isEqualTo(new ViewOptions(4, true));
    assertThat(options.described()).containsEntry("views", "4").containsEntry("mirror", "true");
    assertThat(options.toString())
        .as("by which checkpoints are known")
        .isNotEqualTo(views(4, false).resolve(dataset(10), 1, Origins.none()).toString())
        .isNotEqualTo(views(3, true).resolve(dataset(10), 1, Origins.none()).toString());
    assertThat(views(2, null).resolve(dataset(10), 1, Origins.none()).views())
        .isEqualTo(new ViewOptions(2, false));
  }

  @Test
  void whatCannotBeSeenIsRefused() {
    assertThatThrownBy(() -> views(17, null).resolve(dataset(10), 1, Origins.none()))
        .hasMessage("views is between 1 and 16, not 17");
    assertThatThrownBy(() -> views(0, null).resolve(dataset(10), 1, Origins.none()))
        .hasMessage("views is between 1 and 16, not 0");
    assertThatThrownBy(() -> views(null, true).resolve(dataset(10), 1, Origins.none()))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OPTIONS))
        .hasMessageStartingWith("mirror is false where views is 1");
  }

  @Test
  void ofADatasetThatBringsFeaturesThereAreNoOtherViews() {
    FeatureTable table =
        new FeatureTable() {
          @Override
          public String name() {
            return "fc7.h5";
          }

          @Override
          public int rows() {
            return 1;
          }

          @Override
          public int depth() {
            return 4;
          }

          @Override
          public float[] row(int row) {
            return new float[4];
          }
        };
    CaptionedImage image =
        new CaptionedImage("1", new GivenFeatures(table, 0), List.of("a dog"), Split.TRAIN);
    Dataset given = new Dataset("given", List.of(image), List.of());
    assertThatThrownBy(() -> views(2, null).resolve(given, 49, Origins.none()))
        .hasMessageStartingWith("views is 1 with the dataset given: it brings features");
    assertThat(views(1, null).resolve(given, 49, Origins.none()).views())
        .isEqualTo(ViewOptions.none());
  }

  private static ChosenOptions views(@Nullable Integer views, @Nullable Boolean mirror) {
    return new ChosenOptions(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, null, views, mirror, null);
  }

  private static ChosenOptions averaging(double averaging) {
    return new ChosenOptions(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, averaging, null, null, null);
  }

  private static ChosenOptions attention(@Nullable Cell cell, @Nullable Boolean attention) {
    return new ChosenOptions(
        cell, attention, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 1, 60", "100, 32, 1, 60", "1000, 64, 2, 40", "100000, 128, 5, 20"})
  void fewerPicturesTakeSmallerMinibatchesRarerWordsAndMoreEpochs(
      int pictures, int batchSize, int minimumCount, int epochs) {
    TrainingOptions options = ChosenOptions.none().resolve(dataset(pictures), 1, Origins.none());
    assertThat(options.batchSize()).isEqualTo(batchSize);
    assertThat(options.words().minimumCount()).isEqualTo(minimumCount);
    assertThat(options.stopping().epochs()).isEqualTo(epochs);
  }

  @ParameterizedTest
  @CsvSource({"60, 3", "960, 48", "4700, 200", "10000, 200", "78000, 1560"})
  void warmingUpTakesAShareOfTheSteps(long steps, int warmup) {
    assertThat(SuitableOptions.warmupSteps(steps)).isEqualTo(warmup);
  }

  @ParameterizedTest
  @EnumSource(Schedule.class)
  void theRateWarmsUpToItsHighestAndNeverRisesAfterThat(Schedule schedule) {
    RateOptions rate = new RateOptions(1e-3, schedule, 200, 0.01);
    assertThat(rate.at(0, 1000)).isLessThan(1e-5);
    assertThat(rate.at(200, 1000)).isEqualTo(1e-3);
    for (int step = 201; step <= 1000; step++) {
      assertThat(rate.at(step, 1000)).isLessThanOrEqualTo(rate.at(step - 1, 1000));
    }
    assertThat(rate.at(1000, 1000))
        .isCloseTo(schedule == Schedule.CONSTANT ? 1e-3 : 1e-5, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"COSINE, 5.05e-4", "LINEAR, 5.05e-4", "STEP, 4.6415888e-5", "CONSTANT, 1e-3"})
  void halfWayTheRateIsWhereItsScheduleSays(Schedule schedule, double half) {
    assertThat(new RateOptions(1e-3, schedule, 200, 0.01).at(600, 1000))
        .isCloseTo(half, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 0, 0.25, 0.5",
    "SIGMOID, 0.00123631, 0.25, 0.49876369",
    "CONSTANT, 0.5, 0.5, 0.5"
  })
  void samplingRisesFromTheFirstStepToTheLast(Rise rise, double first, double half, double last) {
    SamplingOptions sampling = new SamplingOptions(0.5, rise);
    assertThat(sampling.at(0, 101)).isCloseTo(first, within(1e-8));
    assertThat(sampling.at(50, 101)).isCloseTo(half, within(1e-8));
    assertThat(sampling.at(100, 101)).isCloseTo(last, within(1e-8));
  }

  @Test
  void anOptionOutOfBoundsIsNamedWithItsBounds() {
    assertThatThrownBy(() -> new RateOptions(-1, Schedule.COSINE, 0, 0.1))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OPTIONS))
        .hasMessage("learningRate is between 0.00000001 and 10, not -1");
    assertThatThrownBy(() -> averaging(1.0).resolve(dataset(10), 1, Origins.none()))
        .hasMessage("averaging is between 0 and 0.9999, not 1");
    assertThatThrownBy(() -> new NetworkOptions(Cell.RNN, InitialState.TANH_WITH_CELL, 1, 1))
        .hasMessageContaining("Only an lstm");
    assertThatThrownBy(() -> new ModelCard("Mine", "", "")).hasMessageContaining("\"Mine\"");
  }

  private static Dataset dataset(int pictures) {
    List<CaptionedImage> images =
        IntStream.range(0, pictures)
            .mapToObj(
                i ->
                    new CaptionedImage(
                        "" + i, Path.of(i + ".png"), Collections.nCopies(5, "a dog"), Split.TRAIN))
            .toList();
    return new Dataset("d", images, List.of());
  }
}
