package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.imagecaptioning.models.RegistryFixture.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two stores on one home, as two processes have them. */
@Timeout(120)
class ReplicasTest {

  @TempDir Path folder;

  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder);
    models.put("a", "1").put("b", "1").put("c", "1");
  }

  @Test
  void whatOneActivatesOrTakesBackTheOtherFollows() throws IOException {
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      one.store().activate("a");
      other.activations().follow();
      assertThat(other.active()).isEqualTo("a:1");
      assertThat(other.told()).containsExactly("a:1");

      other.store().rollback();
      one.activations().follow();
      assertThat(one.active()).isEqualTo("main:1");
      assertThat(one.told()).containsExactly("a:1", "main:1");
    }
  }

  @Test
  void historyIsThatOfAllProcesses() throws IOException {
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      one.store().activate("a");
      other.store().activate("b");
      one.store().activate("c");

      assertThat(other.store().rollback().active().selector()).isEqualTo("b:1");
      assertThat(one.store().rollback().active().selector()).isEqualTo("a:1");
      assertThat(other.store().rollback().active().selector()).isEqualTo("main:1");
      assertThatThrownBy(() -> one.store().rollback()).isInstanceOf(NoEarlierModelException.class);
    }
  }

  @Test
  void whatIsActiveElsewhereIsNotDeleted() throws IOException {
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      one.store().activate("a");
      assertThatThrownBy(() -> other.store().delete("a", "1"))
          .isInstanceOf(ModelKeptException.class);
      assertThatThrownBy(() -> other.store().delete("a")).isInstanceOf(ModelKeptException.class);
      assertThat(models.file("a", "1")).exists();
      other.store().delete("main", "1");
      assertThat(one.store().list())
          .extracting(ModelDescription::selector)
          .containsExactly("a:1", "b:1", "c:1");
    }
  }

  @Test
  void aModelThatTheOtherCannotLoadIsToldOfAndTriedAgain() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    models.clock = now::get;
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      one.store().activate("a");
      models.put("a", "1", "broken");
      other.activations().follow();
      assertThat(other.active()).isEqualTo("main:1");
      assertThat(other.activations().fallback())
          .startsWith("a:1 was active and cannot be loaded, so main:1 answers. ");

      models.put("a", "1");
      other.activations().follow();
      assertThat(other.active()).as("not at each look").isEqualTo("main:1");
      now.set(Instant.EPOCH.plus(Duration.ofMinutes(1)));
      other.activations().follow();
      assertThat(other.active()).isEqualTo("a:1");
      assertThat(other.activations().fallback()).isNull();
    }
  }

  @Test
  void activationsOfBothAtOnceAreOneAfterTheOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      List<Callable<ModelDescription>> calls = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        calls.add(() -> one.store().activate("a"));
        calls.add(() -> other.store().activate("b"));
      }
      for (Future<ModelDescription> call : threads.invokeAll(calls)) {
        assertThat(call.get().active()).isTrue();
      }
      one.activations().follow();
      other.activations().follow();
      assertThat(one.active()).isEqualTo(other.active());
      ActiveModels kept = new ActiveModelsFile(models.activeFile()).read().orElseThrow();
      assertThat(kept.active()).hasToString(one.active());
      for (int i = 1; i < kept.history().size(); i++) {
        assertThat(kept.history().get(i)).isNotEqualTo(kept.history().get(i - 1));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aVersionThatOneGaveAndTheOtherDeletedIsNotGivenAgain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Service service = i % 2 == 0 ? one : other;
        String origin = "job " + i;
        calls.add(
            () -> {
              String version =
                  service
                      .store()
                      .add(BundleFixtures.bundle("mine", "1"), Precision.F32, origin)
                      .version();
              service.store().delete("mine", version);
              return version;
            });
      }
      List<String> versions = new ArrayList<>();
      for (Future<String> call : threads.invokeAll(calls)) {
        versions.add(call.get());
      }
      assertThat(versions).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aStartLeavesWhatOthersAreWritingAndRemovesWhatTheDeadLeft() throws IOException {
    Path writing = Files.writeString(folder.resolve("models/a/.2.zip.1.part"), "half");
    Path left = Files.writeString(folder.resolve("models/a/.3.zip.2.part"), "half");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    HomeBundles bundles = new HomeBundles(folder.resolve("models"), new BundleReader());
    bundles.tidy(true);
    assertThat(writing).exists();
    assertThat(left).doesNotExist();
    bundles.tidy(false);
    assertThat(writing).doesNotExist();
  }
}
