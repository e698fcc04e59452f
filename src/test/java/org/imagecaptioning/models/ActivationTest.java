package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.models.RegistryFixture.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationTest {

  @TempDir Path folder;

  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder);
    models.put("a", "1").put("b", "1").put("b", "2");
  }

  @Test
  void anActivatedModelAnswersAndTheOneBeforeIsFreed() throws IOException {
    try (Service service = models.open("main")) {
      assertThat(service.store().activate("b"))
          .returns("b:2", ModelDescription::selector)
          .returns(true, ModelDescription::active);
      assertThat(service.active()).isEqualTo("b:2");
      assertThat(service.store().active().selector()).isEqualTo("b:2");
      assertThat(service.told()).containsExactly("b:2");
      assertThat(models.encoders.open()).containsExactly("b:2");
      assertThat(service.store().list())
          .filteredOn(ModelDescription::active)
          .extracting(ModelDescription::selector)
          .containsExactly("b:2");
    }
    assertThat(models.encoders.open()).isEmpty();
  }

  @Test
  void aModelInUseIsFreedOnceItIsGivenBack() throws IOException {
    try (Service service = models.open("main")) {
      try (ModelLease lease = service.registry().acquireActive()) {
        service.store().activate("a");
        assertThat(models.encoders.open()).containsExactly("main:1", "a:1");
        assertThat(lease.model().name()).isEqualTo("main");
      }
      assertThat(models.encoders.open()).containsExactly("a:1");
    }
  }

  @Test
  void activationNeedsNoneOfTheMemoryOnDemand() throws IOException {
    try (Service service = models.open("main", 1);
        ModelLease lease = service.registry().acquire("b")) {
      service.store().activate("a");
      assertThat(models.encoders.open()).containsExactly("b:2", "a:1");
    }
  }

  @Test
  void aModelThatIsLeavingIsLentByNameOnlyWhereThereIsRoomForIt() throws IOException {
    try (Service service = models.open("main", 1);
        ModelLease active = service.registry().acquireActive();
        ModelLease other = service.registry().acquire("b")) {
      service.store().activate("a");
      assertThatThrownBy(() -> service.registry().acquire("main"))
          .isInstanceOf(ModelMemoryException.class);
      other.close();
      try (ModelLease again = service.registry().acquire("main")) {
        assertThat(again.model()).isSameAs(active.model());
      }
      active.close();
      assertThat(models.encoders.open()).containsExactly("main:1", "a:1");
    }
  }

  @Test
  void aModelThatIsLoadedIsNotLoadedAgain() throws IOException {
    try (Service service = models.open("main")) {
      service.registry().acquire("a").close();
      service.store().activate("a");
      service.store().activate("a");
      assertThat(models.encoders.opened).hasSize(2);
      assertThat(models.encoders.open()).containsExactly("a:1");
    }
  }

  @Test
  void aBrokenModelChangesNothing() throws IOException {
    models.put("c", "1", "broken").put("d", "1", "one place").put("e", "1", "fails on pictures");
    try (Service service = models.open("main")) {
      for (String broken : new String[] {"c", "d", "e"}) {
        assertThatThrownBy(() -> service.store().activate(broken))
            .isInstanceOf(BundleException.class)
            .hasMessageStartingWith("encoder.onnx: ");
      }
      assertThatThrownBy(() -> service.store().activate("f"))
          .isInstanceOf(UnknownModelException.class);
      assertThat(service.active()).isEqualTo("main:1");
      assertThat(service.told()).isEmpty();
      assertThat(models.encoders.open()).containsExactly("main:1");
    }
    assertThat(restarted("main")).isEqualTo("main:1");
  }

  @Test
  void whatCannotBeRememberedDoesNotBecomeActive() throws IOException {
    try (Service service = models.open("main")) {
      Files.delete(models.activeFile());
      Files.createDirectories(models.activeFile().resolve("in the way"));
      assertThatThrownBy(() -> service.store().activate("a"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(service.active()).isEqualTo("main:1");
      assertThat(models.encoders.open()).containsExactly("main:1");
    }
  }

  @Test
  void rollbackGoesBackAgainAndAgain() throws IOException {
    try (Service service = models.open("main")) {
      service.store().activate("a");
      service.store().activate("b:1");
      service.store().activate("b:2");
    }
    try (Service service = models.open("main")) {
      assertThat(rollback(service)).isEqualTo("b:1");
      assertThat(rollback(service)).isEqualTo("a:1");
      assertThat(rollback(service)).isEqualTo("main:1");
      assertThatThrownBy(() -> service.store().rollback())
          .isInstanceOf(NoEarlierModelException.class)
          .hasMessage("No model that could answer was active before main:1");
      assertThat(service.active()).isEqualTo("main:1");
    }
  }

  @Test
  void rollbackPassesOverWhatWasDeletedOrBroke() throws IOException {
    try (Service service = models.open("main")) {
      service.store().activate("a");
      service.store().activate("b:1");
      service.store().activate("b:2");
      service.store().delete("b", "1");
      Files.writeString(models.file("a", "1"), "no zip");
      ModelStore.Rollback rollback = service.store().rollback();
      assertThat(rollback.active().selector()).isEqualTo("main:1");
      assertThat(rollback.skipped()).hasSize(2);
      assertThat(rollback.skipped().get(0)).isEqualTo("b:1 was deleted");
      assertThat(rollback.skipped().get(1)).startsWith("a:1 is broken: ");
    }
  }

  @Test
  void rollbackWhereNothingIsLeftSaysWhatWasPassedOver() throws IOException {
    try (Service service = models.open("a")) {
      service.store().activate("main");
      service.store().delete("a", "1");
      assertThatThrownBy(() -> service.store().rollback())
          .hasMessage("No model that could answer was active before main:1: a:1 was deleted");
    }
  }

  @Test
  void whatWasActiveIsActiveAfterARestart() throws IOException {
    assertThat(restarted("main")).isEqualTo("main:1");
    try (Service service = models.open("main")) {
      service.store().activate("b:1");
    }
    assertThat(restarted("main")).isEqualTo("b:1");
    assertThat(restarted(null)).isEqualTo("b:1");
  }

  @Test
  void aNewVersionOfTheActiveModelIsNotActiveAfterARestart() throws IOException {
    assertThat(restarted("b")).isEqualTo("b:2");
    models.put("b", "3");
    assertThat(restarted("b")).isEqualTo("b:2");
  }

  @Test
  void aSettingThatWasChangedCountsUntilTheNextActivation() throws IOException {
    try (Service service = models.open("main")) {
      service.store().activate("b:1");
    }
    try (Service service = models.open("a")) {
      assertThat(service.active()).isEqualTo("a:1");
      assertThat(rollback(service)).isEqualTo("b:1");
    }
    assertThat(restarted("a")).isEqualTo("b:1");
  }

  @Test
  void whoNeverChoseFollowsTheDefaultOfTheRelease() throws IOException {
    models.put(ModelSettings.DEFAULT_ACTIVE, "1");
    Files.writeString(
        models.activeFile(),
        """
        {"setting": "the default of an earlier release", "history": [{"name": "a", "version": "1"}]}
        """);
    assertThat(restarted(null)).isEqualTo(ModelSettings.DEFAULT_ACTIVE + ":1");
  }

  @Test
  void whereTheActiveModelIsGoneTheSettingsAnswersAndTheServiceSaysSo() throws IOException {
    try (Service service = models.open("main")) {
      service.store().activate("b:1");
    }
    Path away = folder.resolve("away.zip");
    Files.move(models.file("b", "1"), away);
    try (Service service = models.open("main")) {
      assertThat(service.active()).isEqualTo("main:1");
      assertThat(service.activations().fallback())
          .startsWith("b:1 was active and cannot be loaded, so main:1 answers. There is no model");
      service.store().activate("a");
      assertThat(service.activations().fallback()).isNull();
      assertThat(rollback(service)).isEqualTo("main:1");
    }
  }

  @Test
  void whereTheActiveModelIsBackItIsActiveAgain() throws IOException {
    try (Service service = models.open("main")) {
      service.store().activate("b:1");
    }
    Path away = folder.resolve("away.zip");
    Files.move(models.file("b", "1"), away);
    assertThat(restarted("main")).isEqualTo("main:1");
    Files.move(away, models.file("b", "1"));
    assertThat(restarted("main")).isEqualTo("b:1");
  }

  @Test
  void aDamagedMemoryOfWhatWasActiveIsLeftAside() throws IOException {
    Files.writeString(models.activeFile(), "{\"setting\": ");
    assertThat(restarted("main")).isEqualTo("main:1");
    Files.writeString(models.activeFile(), "{\"setting\": \"main\", \"history\": []}");
    assertThat(restarted("main")).isEqualTo("main:1");
  }

  private String restarted(@Nullable String setting) throws IOException {
    try (Service service = models.open(setting)) {
      return service.active();
    }
  }

  private static String rollback(Service service) {
    return service.store().rollback().active().selector();
  }
}
