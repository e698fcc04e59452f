package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMemoryTest {

  @TempDir Path folder;

  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder).put("a", "1").put("b", "1").put("c", "1");
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() {
    try (Registry registry = models.start(2)) {
      registry.acquire("a").close();
      registry.acquire("b").close();
      registry.acquire("a").close();
      registry.acquire("c").close();
      assertThat(models.encoders.open()).containsExactly("main:1", "a:1", "c:1");
      registry.acquire("b").close();
      assertThat(models.encoders.open()).containsExactly("main:1", "c:1", "b:1");
    }
  }

  @Test
  void whatIsInUseNeverGoes() {
    try (Registry registry = models.start(2)) {
      ModelLease a = registry.acquire("a");
      registry.acquire("b").close();
      registry.acquire("c").close();
      assertThat(models.encoders.open()).containsExactly("main:1", "a:1", "c:1");
      try (ModelLease c = registry.acquire("c")) {
        assertThat(c.model().name()).isEqualTo("c");
        assertThatThrownBy(() -> registry.acquire("b"))
            .isInstanceOfSatisfying(
                ModelMemoryException.class, e -> assertThat(e.temporary()).isTrue())
            .hasMessageContaining("leave no memory for b:1 now");
        assertThat(models.encoders.open()).containsExactly("main:1", "a:1", "c:1");
        a.close();
        registry.acquire("b").close();
        assertThat(models.encoders.open()).containsExactly("main:1", "c:1", "b:1");
      }
    }
  }

  @Test
  void aLeaseThatIsClosedTwiceIsGivenBackOnce() {
    try (Registry registry = models.start(1);
        ModelLease other = registry.acquire("a")) {
      ModelLease lease = registry.acquire("a");
      lease.close();
      lease.close();
      assertThatThrownBy(lease::model).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> registry.acquire("b")).isInstanceOf(ModelMemoryException.class);
      assertThat(other.model().name()).isEqualTo("a");
    }
  }

  @Test
  void whatCanNeverFitIsSaidToBeTooLarge() {
    try (Registry registry = models.start(0)) {
      assertThatThrownBy(() -> registry.acquire("a"))
          .isInstanceOfSatisfying(
              ModelMemoryException.class, e -> assertThat(e.temporary()).isFalse())
          .hasMessageMatching("The model a:1 takes \\d+ bytes, captioning.models.memory is 0");
    }
  }

  @Test
  void aModelThatFailedToLoadTakesNothing() throws IOException {
    models.put("x", "1", "broken");
    try (Registry registry = models.start(1)) {
      assertThatThrownBy(() -> registry.acquire("x")).isInstanceOf(BundleException.class);
      try (ModelLease a = registry.acquire("a")) {
        assertThat(a.model().name()).isEqualTo("a");
      }
    }
  }

  @Test
  void equalEncodersAreOpenedOnceAndClosedAfterTheLast() throws IOException {
    models.put("x", "1", "same").put("y", "1", "same");
    try (Registry registry = models.start(2)) {
      try (ModelLease x = registry.acquire("x");
          ModelLease y = registry.acquire("y")) {
        assertThat(x.model().encoder()).isSameAs(y.model().encoder());
      }
      registry.acquire("a").close();
      assertThat(models.encoders.open()).contains("same");
      registry.acquire("b").close();
      assertThat(models.encoders.open()).containsExactly("main:1", "a:1", "b:1");
    }
  }

  @Test
  void theActiveModelsEncoderIsSharedAndTakesNothing() throws IOException {
    // An encoder that alone is more than there is memory for.
    String encoder = "large".repeat(1000);
    models.put("main", "2", encoder).put("x", "1", encoder).put("y", "1", encoder + "r");
    try (Registry registry = models.start(1)) {
      try (ModelLease x = registry.acquire("x");
          ModelLease active = registry.acquireActive()) {
        assertThat(x.model().encoder()).isSameAs(active.model().encoder());
      }
      assertThatThrownBy(() -> registry.acquire("y")).isInstanceOf(ModelMemoryException.class);
    }
    assertThat(models.encoders.open()).isEmpty();
  }

  @Test
  void closingFreesWhatIsIdleNowAndTheRestWhenItIsGivenBack() {
    Registry registry = models.start(2);
    registry.acquire("a").close();
    ModelLease b = registry.acquire("b");
    ModelLease active = registry.acquireActive();
    registry.close();
    registry.close();
    assertThat(models.encoders.open()).containsExactly("main:1", "b:1");
    assertThatThrownBy(registry::acquireActive).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> registry.acquire("a")).isInstanceOf(IllegalStateException.class);
    b.close();
    assertThat(models.encoders.open()).containsExactly("main:1");
    active.close();
    assertThat(models.encoders.open()).isEmpty();
  }
}
