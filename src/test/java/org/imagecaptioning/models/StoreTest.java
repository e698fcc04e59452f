package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagecaptioning.models.RegistryFixture.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  @TempDir Path folder;

  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder);
  }

  @Test
  void aModelThatIsAddedHasTheNextVersionOfItsName() throws IOException {
    models.put("mine", "4").ship("mine", "7", "shipped");
    try (Service service = models.open("main")) {
      assertThat(add(service, "mine", "job 1")).isEqualTo("mine:8");
      assertThat(add(service, "mine", "job 2")).isEqualTo("mine:9");
      assertThat(add(service, "other", "job 3")).isEqualTo("other:1");
      assertThat(service.store().list())
          .extracting(ModelDescription::selector)
          .containsExactly("main:1", "mine:9", "mine:8", "mine:7", "mine:4", "other:1");
      Bundle read = new BundleReader().read(models.file("mine", "9"));
      assertThat(read.manifest().origin()).contains("job 2");
    }
  }

  @Test
  void whatOneJobMadeIsAddedOnce() throws IOException {
    try (Service service = models.open("main")) {
      assertThat(add(service, "mine", "job 1")).isEqualTo("mine:1");
      assertThat(add(service, "mine", "job 1")).isEqualTo("mine:1");
      assertThat(add(service, "other", "job 1")).isEqualTo("other:1");
      assertThat(service.store().list()).hasSize(3);
    }
  }

  @Test
  void theVersionOfADeletedModelIsNeverGivenAgain() throws IOException {
    try (Service service = models.open("main")) {
      add(service, "mine", "job 1");
      add(service, "mine", "job 2");
      service.store().delete("mine", "2");
      assertThat(models.file("mine", "2")).doesNotExist();
      assertThat(add(service, "mine", "job 3")).isEqualTo("mine:3");
      service.store().delete("mine");
      assertThat(service.store().list()).extracting(ModelDescription::name).containsExactly("main");
    }
    try (Service again = models.open("main")) {
      assertThat(add(again, "mine", "job 4")).isEqualTo("mine:4");
    }
  }

  @Test
  void aDeletionThatWasKilledIsFinishedAtTheNextStart() throws IOException {
    models.put("mine", "1");
    Files.createFile(models.file("mine", "1").resolveSibling("1.deleted"));
    Path half = Files.createFile(models.file("mine", "1").resolveSibling(".2.zip.x.part"));
    try (Service service = models.open("main")) {
      assertThat(models.file("mine", "1")).doesNotExist();
      assertThat(half).doesNotExist();
      assertThat(service.store().list()).hasSize(1);
    }
  }

  @Test
  void theActiveModelIsNotDeleted() throws IOException {
    models.put("main", "2");
    try (Service service = models.open("main:1")) {
      assertThatThrownBy(() -> service.store().delete("main", "1"))
          .isInstanceOf(ModelKeptException.class)
          .hasMessage("The model main:1 is active; activate another one before this is deleted");
      assertThatThrownBy(() -> service.store().delete("main"))
          .isInstanceOf(ModelKeptException.class);
      assertThat(service.store().list()).hasSize(2);
      service.store().delete("main", "2");
      assertThat(service.store().list()).hasSize(1);
    }
  }

  @Test
  void aShippedModelIsNotDeletedButWhatHidesItIs() throws IOException {
    models.ship("mine", "1", "shipped").put("mine", "1");
    try (Service service = models.open("main")) {
      service.store().delete("mine", "1");
      assertThatThrownBy(() -> service.store().delete("mine", "1"))
          .isInstanceOf(ModelKeptException.class)
          .hasMessage("The model mine:1 comes with the service and cannot be deleted");
    }
  }

  @Test
  void whatIsNotThereCannotBeDeleted() throws IOException {
    try (Service service = models.open("main")) {
      assertThatThrownBy(() -> service.store().delete("mine", "1"))
          .isInstanceOf(UnknownModelException.class);
      assertThatThrownBy(() -> service.store().delete("main", "2"))
          .isInstanceOf(UnknownModelException.class);
      assertThatThrownBy(() -> service.store().delete("mine"))
          .isInstanceOf(UnknownModelException.class);
    }
  }

  @Test
  void aBrokenModelCanBeDeleted() throws IOException {
    models.put("mine", "1");
    Files.writeString(models.file("mine", "1"), "no zip");
    try (Service service = models.open("main")) {
      service.store().delete("mine", "1");
      assertThat(models.file("mine", "1")).doesNotExist();
    }
  }

  @Test
  void aDeletedModelThatIsInUseGoesWhenItIsGivenBack() throws IOException {
    models.put("mine", "1");
    try (Service service = models.open("main")) {
      try (ModelLease lease = service.registry().acquire("mine")) {
        service.store().delete("mine", "1");
        assertThat(lease.model().name()).isEqualTo("mine");
        assertThat(models.encoders.open()).containsExactly("main:1", "mine:1");
        assertThatThrownBy(() -> service.registry().acquire("mine"))
            .isInstanceOf(UnknownModelException.class);
      }
      assertThat(models.encoders.open()).containsExactly("main:1");
    }
  }

  private static String add(Service service, String name, String origin) {
    return service.store().add(BundleFixtures.bundle(name, "1"), Precision.F32, origin).selector();
  }
}
