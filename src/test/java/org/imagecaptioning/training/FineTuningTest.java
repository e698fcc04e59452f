package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.captioner.Vocabulary;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.features.onnx.TinyEncoder;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;
import org.imagecaptioning.models.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {

  private static final Bundle MODEL = model(Cell.GRU);
  private static final Dataset DATASET =
      new Dataset(
          "pets",
          List.of(
              new CaptionedImage(
                  "1", Path.of("1.png"), List.of("a dog barks", "the dog sits"), Split.TRAIN)),
          List.of());

  @TempDir private Path folder;

  @Test
  void newWordsComeBehindThoseThatTheModelKnows() {
    Vocabulary learned =
        Vocabulary.fromCaptions(List.of(List.of("a", "dog", "barks", "loudly")), 1);
    assertThat(new FineTuning(MODEL).extendedBy(learned).words())
        .isEqualTo(
            List.of(
                "<NULL>", "<START>", "<END>", "<UNK>", "a", "cat", "dog", "sits", "barks",
                "loudly"));
  }

  @Test
  void beforeTheFirstStepTheModelExpectsKnownWordsAsItDidBefore() {
    CaptionerConfig longer = config(Cell.GRU, 10);
    Parameters weights = new FineTuning(MODEL).weights(longer, 5);
    float[] features = new float[1024];
    features[3] = 1;
    float[] before =
        new Captioner(MODEL.manifest().captioner(), MODEL.parameters())
            .scorer(features)
            .next(new int[] {0}, new int[] {6})[0];
    float[] after =
        new Captioner(longer, weights).scorer(features).next(new int[] {0}, new int[] {6})[0];

    for (int word = 1; word < 8; word++) {
      // probabilities of known words keep their ratios
      assertThat(after[word] - after[0]).isCloseTo(before[word] - before[0], within(1e-5f));
    }
    assertThat(weights.get("b_vocab").toArray()[9]).isEqualTo(0.25f);
  }

  @Test
  void theSeedDecidesNewWordsAndNothingElse() {
    CaptionerConfig longer = config(Cell.GRU, 10);
    Parameters one = new FineTuning(MODEL).weights(longer, 5);
    Parameters same = new FineTuning(MODEL).weights(longer, 5);
    Parameters other = new FineTuning(MODEL).weights(longer, 6);

    assertThat(one.tensors()).isEqualTo(same.tensors());
    assertThat(one.get("W_embed").toArray()).isNotEqualTo(other.get("W_embed").toArray());
    assertThat(one.get("Wh").toArray()).isEqualTo(other.get("Wh").toArray());
    float[] known = MODEL.parameters().get("W_embed").values();
    assertThat(one.get("W_embed").toArray()).startsWith(known).isNotEqualTo(known);
  }

  @Test
  void whatIsNotChosenOfTheNetworkIsTheModelsOwn() {
    TrainingOptions options = ChosenOptions.none().resolve(DATASET, 1, Origins.further(MODEL));
    assertThat(options.network()).isEqualTo(new NetworkOptions(Cell.GRU, InitialState.TANH, 3, 4));
    assertThat(options.rate().highest()).isEqualTo(3e-4);
  }

  @Test
  void anotherNetworkOrAnotherEncoderIsRefused() {
    TrainingOptions rnn =
        ChosenOptions.none().resolve(DATASET, 1, Origins.further(model(Cell.RNN)));
    assertThatThrownBy(() -> plan(EncoderChoice.of(MODEL), rnn, Origins.further(MODEL)))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OPTIONS))
        .hasMessageContaining("pets-model:3 is gru")
        .hasMessageContaining("does not become rnn");

    TrainingOptions own = ChosenOptions.none().resolve(DATASET, 1, Origins.further(MODEL));
    EncoderChoice another = new EncoderChoice(MODEL.manifest().encoder(), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> plan(another, own, Origins.further(MODEL)))
        .hasMessageContaining("its own encoder");
  }

  @Test
  void anotherCellIsNotGivenTheStateOfTheModelsOwn() {
    ChosenOptions lstm =
        new ChosenOptions(
            Cell.LSTM, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    TrainingOptions options = lstm.resolve(DATASET, 1, Origins.further(MODEL));
    assertThatThrownBy(() -> plan(EncoderChoice.of(MODEL), options, Origins.further(MODEL)))
        .hasMessageContaining("pets-model:3 is gru")
        .hasMessageContaining("does not become lstm");
  }

  @Test
  void aVocabularyThatNoModelHasYetCannotBeFixed() {
    TrainingOptions usual = ChosenOptions.none().resolve(DATASET, 1, Origins.none());
    TrainingOptions fixed =
        new TrainingOptions(
            usual.network(),
            usual.objective(),
            new WordOptions(1, true, 30),
            usual.batchSize(),
            usual.rate(),
            usual.dropout(),
            usual.labelSmoothing(),
            usual.teaching(),
            usual.sampling(),
            usual.attentionPenalty(),
            usual.clipNorm(),
            usual.averaging(),
            usual.views(),
            usual.stopping(),
            usual.seed());
    assertThatThrownBy(() -> plan(EncoderChoice.of(MODEL), fixed, Origins.none()))
        .hasMessageContaining("can be fixed");
  }

  @Test
  void aFixedVocabularyLearnsNoWordsAndHearsThemAsUnknown() {
    ImageFeatures features = new ImageFeatures();
    features.put("1", 0, FeatureFile.open(folder.resolve("x"), 1, Precision.F32), 0);
    FineTuning further = new FineTuning(MODEL);
    TrainingData fixed =
        TrainingData.of(DATASET, features, new WordOptions(1, true, 30), Optional.of(further));
    TrainingData extended =
        TrainingData.of(DATASET, features, new WordOptions(1, false, 30), Optional.of(further));

    assertThat(fixed.vocabulary()).isEqualTo(MODEL.vocabulary());
    assertThat(fixed.examples().captions().get(0)).containsExactly(1, 4, 6, 3, 2);
    assertThat(extended.vocabulary().size()).isEqualTo(10);
    assertThat(extended.examples().captions().get(0)).containsExactly(1, 4, 6, 8, 2);
  }

  private static TrainingPlan plan(
      EncoderChoice encoder, TrainingOptions options, Origins origins) {
    return new TrainingPlan(
        new ModelCard("further", "", ""),
        DATASET,
        encoder,
        options,
        origins,
        Checkpointing.defaults(),
        1);
  }

  private static CaptionerConfig config(Cell cell, int vocabulary) {
    return new CaptionerConfig(cell, InitialState.TANH, 1024, 3, 4, vocabulary);
  }

  private static Bundle model(Cell cell) {
    CaptionerConfig config = config(cell, 8);
    Parameters parameters = Parameters.random(config, 1);
    parameters.get("b_vocab").put(0, new float[] {9, 9, 9, 9, 0, 1, 0, 0});
    EncoderChoice tiny = EncoderChoice.named(EncoderChoice.TINY);
    return new Bundle(
        new Manifest(
            Manifest.FORMAT_VERSION,
            "pets-model",
            "3",
            Instant.EPOCH,
            "",
            tiny.description(),
            config,
            Manifest.Pooling.MEAN,
            Manifest.Decoding.of(DecodingOptions.defaults()),
            List.of(),
            new Manifest.Training("pets", 1, 1, 1, 1, Map.of()),
            "",
            Map.of()),
        TinyEncoder.model(),
        parameters.tensors(),
        Vocabulary.fromCaptions(List.of(List.of("a", "cat", "dog", "sits")), 1));
  }
}
