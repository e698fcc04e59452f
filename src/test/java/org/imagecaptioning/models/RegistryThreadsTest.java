package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagecaptioning.images.Picture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class RegistryThreadsTest {

  private static final Picture GREY = new Picture(2, 1, new byte[] {9, 9, 9, 9, 9, 9});

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder);
    models.put("a", "1").put("b", "1").put("c", "1").put("d", "1");
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void loadingOneModelKeepsOthersServed() throws Exception {
    try (Registry registry = start("a:1")) {
      Future<ModelLease> slow = threads.submit(() -> registry.acquire("a"));
      loading.await();
      registry.acquireActive().close();
      registry.acquire("main:1").close();
      registry.acquire("b").close();
      assertThat(registry.list()).hasSize(5);
      assertThat(slow).isNotDone();
      goOn.countDown();
      slow.get().close();
    }
  }

  @Test
  void twoWhoAskForTheSameModelLoadItOnce() throws Exception {
    try (Registry registry = start("a:1")) {
      List<Future<ModelLease>> leases = new ArrayList<>();
      leases.add(threads.submit(() -> registry.acquire("a")));
      loading.await();
      CountDownLatch asking = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        leases.add(
            threads.submit(
                () -> {
                  asking.countDown();
                  return registry.acquire("a");
                }));
      }
      asking.await();
      goOn.countDown();
      for (Future<ModelLease> lease : leases) {
        assertThat(lease.get().model()).isSameAs(leases.get(0).get().model());
      }
      for (Future<ModelLease> lease : leases) {
        lease.get().close();
      }
      assertThat(models.encoders.opened).hasSize(2);
    }
  }

  @Test
  void whoeverWaitsForAModelThatFailsFailsAlikeAndTheNextTriesAgain() throws Exception {
    models.put("x", "1", "broken");
    try (Registry registry = start("broken")) {
      Future<ModelLease> first = threads.submit(() -> registry.acquire("x"));
      loading.await();
      Future<ModelLease> second = threads.submit(() -> registry.acquire("x"));
      goOn.countDown();
      for (Future<ModelLease> each : List.of(first, second)) {
        assertThatThrownBy(each::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOf(BundleException.class);
      }
      models.put("x", "1", "whole");
      registry.acquire("x").close();
      assertThat(models.encoders.open()).contains("whole");
    }
  }

  @Test
  void twoModelsWithTheSameEncoderOpenItOnceTogether() throws Exception {
    models.put("x", "1", "same").put("y", "1", "same");
    try (Registry registry = start("same")) {
      Future<ModelLease> x = threads.submit(() -> registry.acquire("x"));
      loading.await();
      Future<ModelLease> y = threads.submit(() -> registry.acquire("y"));
      goOn.countDown();
      assertThat(x.get().model().encoder()).isSameAs(y.get().model().encoder());
      x.get().close();
      y.get().close();
    }
  }

  @Test
  void manyThreadsNeverSeeAFreedModelAndLeaveNoneBehind() throws Exception {
    int many = 8;
    List<String> names = List.of("a", "b", "c", "d", "main", "");
    CyclicBarrier together = new CyclicBarrier(many);
    try (Registry registry = models.start(2)) {
      List<Future<Integer>> served = new ArrayList<>();
      for (int thread = 0; thread < many; thread++) {
        Random random = new Random(thread);
        Callable<Integer> work =
            () -> {
              together.await();
              int count = 0;
              for (int i = 0; i < 200; i++) {
                String name = names.get(random.nextInt(names.size()));
                try (ModelLease lease = registry.acquire(name)) {
                  // Fails if the encoder is closed before or while it works.
                  lease.model().encoder().extract(GREY);
                  assertThat(lease.model().name()).isEqualTo(name.isEmpty() ? "main" : name);
                  count++;
                } catch (ModelMemoryException e) {
                  assertThat(e.temporary()).isTrue();
                }
              }
              return count;
            };
        served.add(threads.submit(work));
      }
      for (Future<Integer> count : served) {
        assertThat(count.get()).isPositive();
      }
      assertThat(models.encoders.open()).contains("main:1").hasSizeLessThanOrEqualTo(3);
      // Given back, all of them: else these would find no room.
      for (String name : names) {
        registry.acquire(name).close();
      }
    }
    assertThat(models.encoders.open()).isEmpty();
  }

  /** The encoder whose file begins like this waits until it may go on. */
  private Registry start(String slow) {
    EncoderLoader loader =
        (onnx, input) -> {
          if (new String(onnx, StandardCharsets.UTF_8).startsWith(slow)) {
            loading.countDown();
            awaitGoOn();
          }
          return models.encoders.load(onnx, input);
        };
    return models.start(DataSize.ofBytes(4 * RegistryFixture.MODEL), loader, "main");
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
