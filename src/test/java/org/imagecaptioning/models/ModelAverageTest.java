package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.captioner.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAverageTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void weightsLieBetweenThoseOfTheTwo() throws IOException {
    Bundle first = written("first", "1");
    Bundle second = written("first", "2");

    Bundle mean = new ModelAverage(first, second, 0.3).bundle(NOW);

    mean.parameters()
        .forEach(
            (name, tensor) -> {
              float[] a = first.parameters().get(name).values();
              float[] b = second.parameters().get(name).values();
              for (int i = 0; i < a.length; i++) {
                assertThat(tensor.values()[i]).isEqualTo((float) (0.7 * a[i] + 0.3 * b[i]));
              }
            });
    assertThat(mean.vocabulary()).isEqualTo(first.vocabulary());
    assertThat(mean.encoder()).isEqualTo(first.encoder());
  }

  @Test
  void manifestSaysWhatWasAveragedAndNothingThatDoesNotHold() throws IOException {
    Bundle first = written("first", "1");
    Bundle second = written("first", "2");
    Confidence confidence =
        new Confidence("colours", "val", 0.5, List.of(new Confidence.Point(-1, 0.5)), 0.2);
    Bundle calibrated = first.with(first.manifest().withOrigin("job 7").calibrated(confidence));

    Manifest manifest = new ModelAverage(calibrated, second, 0.3).bundle(NOW).manifest();

    assertThat(manifest.name()).isEqualTo("first");
    assertThat(manifest.created()).isEqualTo(NOW);
    assertThat(manifest.scores()).isEmpty();
    assertThat(manifest.confidence()).isEmpty();
    assertThat(manifest.origin()).isEmpty();
    assertThat(manifest.decoding()).isEqualTo(first.manifest().decoding());
    assertThat(manifest.training().options())
        .containsEntry("cell", "lstm")
        .containsEntry(
            "average",
            "0.7 of first:1 (weights %s), 0.3 of first:2 (weights %s)"
                .formatted(hash(first), hash(second)));
    assertThat(manifest.licence()).isEqualTo("Apache-2.0");
  }

  @Test
  void bothEndsComeOutWhereTheTwoAreOne() throws IOException {
    Bundle bundle = written("first", "1");
    assertThat(new ModelAverage(bundle, bundle, 0.25).bundle(NOW).parameters())
        .isEqualTo(bundle.parameters());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 30, Double.NaN})
  void shareIsBetweenTheTwo(double share) {
    Bundle bundle = BundleFixtures.bundle("first", "1");
    assertThatThrownBy(() -> new ModelAverage(bundle, bundle, share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The share is above 0 and below 1, not " + share);
  }

  @Test
  void anotherEncoderIsRefused() {
    assertThatThrownBy(
            () ->
                new ModelAverage(
                    BundleFixtures.bundle("first", "1", "one"),
                    BundleFixtures.bundle("second", "2", "another"),
                    0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "first:1 and second:2 cannot be averaged: their encoders are mean-colour and mean-colour, not one, byte for byte");
  }

  @Test
  void anotherNetworkIsRefused() {
    Bundle first = BundleFixtures.bundle("first", "1", "one");
    CaptionerConfig gru =
        new CaptionerConfig(Cell.GRU, InitialState.TANH, 3, 4, 5, BundleFixtures.VOCABULARY.size());
    assertThatThrownBy(() -> new ModelAverage(first, with(first, gru, first.vocabulary()), 0.5))
        .hasMessageStartingWith("first:1 and first:1 cannot be averaged: their networks are ")
        .hasMessageContaining("LSTM")
        .hasMessageContaining("GRU");
  }

  @Test
  void otherWordsAreRefusedIfOnlyInAnotherOrder() {
    Bundle first = BundleFixtures.bundle("first", "1", "one");
    List<String> words = new ArrayList<>(first.vocabulary().words());
    Collections.swap(words, 4, 5);
    assertThatThrownBy(
            () ->
                new ModelAverage(
                    first, with(first, first.manifest().captioner(), new Vocabulary(words)), 0.5))
        .hasMessage(
            "first:1 and first:1 cannot be averaged: their words, or the order of these, are not the same");
  }

  private static Bundle with(Bundle bundle, CaptionerConfig network, Vocabulary words) {
    Manifest its = bundle.manifest();
    return new Bundle(
        new Manifest(
            its.formatVersion(),
            its.name(),
            its.version(),
            its.created(),
            its.description(),
            its.encoder(),
            network,
            its.pooling(),
            its.decoding(),
            its.scores(),
            its.training(),
            its.licence(),
            its.sha256()),
        bundle.encoder(),
        BundleFixtures.parameters(network, 1),
        words);
  }

  /** With hashes, as whoever reads it has it. */
  private Bundle written(String name, String version) throws IOException {
    Path file = folder.resolve(name + version + ".zip");
    new BundleWriter()
        .write(file, BundleFixtures.bundle(name, version, "the encoder"), Precision.F32);
    return new BundleReader().read(file);
  }

  private static String hash(Bundle bundle) {
    return String.valueOf(bundle.manifest().sha256().get(BundleEntries.PARAMETERS))
        .substring(0, 12);
  }
}
