package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.models.ModelDescription.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class RegistryTest {

  @TempDir Path folder;

  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"main", "main:1"})
  void theActiveModelIsLoadedAtStartAndOnce(@Nullable String selector) {
    try (Registry registry = models.start(0)) {
      assertThat(models.encoders.open()).containsExactly("main:1");
      try (ModelLease lease = registry.acquire(selector);
          ModelLease active = registry.acquireActive()) {
        assertThat(lease.model()).isSameAs(active.model());
        assertThat(lease.model().name()).isEqualTo("main");
        assertThat(lease.model().version()).isEqualTo("1");
        assertThat(lease.model().vocabulary()).isEqualTo(BundleFixtures.VOCABULARY);
        assertThat(lease.model().decodingDefaults()).isEqualTo(DecodingOptions.defaults());
        assertThat(lease.model().captioner().config().cell()).isEqualTo(Cell.LSTM);
      }
      assertThat(models.encoders.opened).hasSize(1);
    }
  }

  @Test
  void nothingStartsWithoutTheActiveModel() {
    assertThatThrownBy(() -> models.start(DataSize.ofBytes(0), models.encoders, "mine:2"))
        .isInstanceOf(ActiveModelException.class)
        .hasMessage(
            "captioning.models.active is \"mine:2\", which cannot be loaded."
                + " There is no model \"mine:2\"; there is main:1");
  }

  @Test
  void nothingStartsWithABrokenActiveModel() throws IOException {
    models.put("mine", "1", "broken");
    assertThatThrownBy(() -> models.start(DataSize.ofBytes(0), models.encoders, "mine"))
        .isInstanceOf(ActiveModelException.class)
        .hasMessageContaining("mine")
        .hasMessageContaining("encoder.onnx: This is no network");
  }

  @Test
  void aNameIsItsNewestVersionByNumber() throws IOException {
    models.put("mine", "9").put("mine", "10").put("mine-too", "11");
    try (Registry registry = models.start(2);
        ModelLease newest = registry.acquire("mine");
        ModelLease older = registry.acquire("mine:9")) {
      assertThat(newest.model().version()).isEqualTo("10");
      assertThat(older.model().version()).isEqualTo("9");
    }
  }

  @Test
  void aModelThatComesLaterIsFound() throws IOException {
    try (Registry registry = models.start(1)) {
      assertThatThrownBy(() -> registry.acquire("mine"))
          .isInstanceOf(UnknownModelException.class)
          .hasMessage("There is no model \"mine\"; there is main:1");
      models.put("mine", "1");
      try (ModelLease lease = registry.acquire("mine")) {
        assertThat(lease.model().name()).isEqualTo("mine");
      }
      Files.delete(models.file("mine", "1"));
      assertThatThrownBy(() -> registry.acquire("mine")).isInstanceOf(UnknownModelException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Main", "main:", ":1", "main:0", "main:v1", "../main", "main:1:1", " "})
  void whatIsNoSelectorIsSaidToBeNone(String selector) {
    try (Registry registry = models.start(0)) {
      assertThatThrownBy(() -> registry.acquire(selector))
          .isInstanceOf(UnknownModelException.class)
          .hasMessage(
              "A model is asked for as name or name:version, not \"%s\"; there is main:1",
              selector);
    }
  }

  @Test
  void aBrokenModelIsRefusedUntilItIsWholeAgain() throws IOException {
    models.put("mine", "1", "broken");
    try (Registry registry = models.start(1)) {
      assertThatThrownBy(() -> registry.acquire("mine"))
          .isInstanceOf(BundleException.class)
          .hasMessageStartingWith("encoder.onnx: ");
      models.put("mine", "1", "a whole encoder");
      registry.acquire("mine").close();
      assertThat(models.encoders.open()).containsExactly("main:1", "a whole encoder");
    }
  }

  @Test
  void anEncoderThatGivesAnotherGridIsRefusedAndClosed() throws IOException {
    models.put("mine", "1", "one place");
    try (Registry registry = models.start(1)) {
      assertThatThrownBy(() -> registry.acquire("mine"))
          .isInstanceOf(BundleException.class)
          .hasMessage("encoder.onnx: it gives 1 places of 3 numbers, the manifest says 2 of 3");
      assertThat(models.encoders.open()).containsExactly("main:1");
    }
  }

  @Test
  void aFileOfAnotherModelThanItsNameSaysIsRefused() throws IOException {
    models.put("mine", "1");
    Files.move(models.file("mine", "1"), models.file("mine", "2"));
    try (Registry registry = models.start(1)) {
      assertThatThrownBy(() -> registry.acquire("mine"))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("2.zip holds the model mine:1");
    }
  }

  @Test
  void aModelThatThisProcessHasNoMemoryForIsRefusedInWords() throws IOException {
    models.put("mine", "1");
    EncoderLoader loader =
        (onnx, input) -> {
          if (new String(onnx, StandardCharsets.UTF_8).startsWith("mine")) {
            throw new OutOfMemoryError("Java heap space");
          }
          return models.encoders.load(onnx, input);
        };
    try (Registry registry = models.start(DataSize.ofMegabytes(1), loader, "main")) {
      assertThatThrownBy(() -> registry.acquire("mine"))
          .isInstanceOf(ModelMemoryException.class)
          .hasMessageStartingWith("The model mine:1 does not fit into the memory of this service");
      registry.acquireActive().close();
    }
  }

  @Test
  void theListHasWhatCanBeReadInOrder() throws IOException {
    models.put("mine", "9").put("mine", "10").put("other", "1").ship("main", "2", "shipped");
    Files.writeString(models.file("other", "1"), "no zip");
    Files.writeString(folder.resolve("models/readme.txt"), "");
    Files.writeString(folder.resolve("models/mine/.11.zip.part"), "");
    try (Registry registry = models.start(0)) {
      assertThat(registry.list())
          .extracting(ModelDescription::name, ModelDescription::version)
          .containsExactly(
              tuple("main", "2"), tuple("main", "1"), tuple("mine", "10"), tuple("mine", "9"));
      assertThat(registry.list().get(0))
          .returns(true, ModelDescription::active)
          .returns(Origin.SHIPPED, ModelDescription::origin);
      assertThat(registry.list().get(1))
          .returns(false, ModelDescription::active)
          .returns(Origin.HOME, ModelDescription::origin)
          .returns(Cell.LSTM, ModelDescription::cell)
          .returns(Files.size(models.file("main", "1")), ModelDescription::sizeBytes)
          .returns(BundleFixtures.manifest("main", "1").created(), ModelDescription::created)
          .returns(BundleFixtures.manifest("main", "1").scores(), ModelDescription::scores);
    }
  }

  @Test
  void theHomesVersionCountsBeforeTheShippedOne() throws IOException {
    models.ship("main", "1", "shipped");
    try (Registry registry = models.start(0)) {
      assertThat(models.encoders.open()).containsExactly("main:1");
      assertThat(registry.list()).hasSize(1);
    }
  }
}
