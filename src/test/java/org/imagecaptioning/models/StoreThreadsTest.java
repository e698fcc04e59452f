package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.imagecaptioning.models.RegistryFixture.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StoreThreadsTest {

  private static final int THREADS = 4;
  private static final int EACH = 10;

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private RegistryFixture models;

  @BeforeEach
  void makeModels() throws IOException {
    models = new RegistryFixture(folder);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void eachModelGetsAVersionOfItsOwnEvenFromTwoProcesses() throws Exception {
    try (Service one = models.open("main");
        Service other = models.open("main")) {
      List<String> versions =
          together(
              thread -> {
                Service service = thread % 2 == 0 ? one : other;
                List<String> given = new ArrayList<>();
                for (int i = 0; i < EACH; i++) {
                  given.add(add(service, "job %d %d".formatted(thread, i)));
                }
                return given;
              });
      assertThat(versions)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, THREADS * EACH).mapToObj(i -> "mine:" + i).toList());
      for (ModelDescription model : one.store().list()) {
        new BundleReader().read(models.file(model.name(), model.version()));
      }
    }
  }

  @Test
  void whatIsListedWasThereWhileOthersAddAndDelete() throws Exception {
    try (Service service = models.open("main")) {
      together(
          thread -> {
            for (int i = 0; i < EACH; i++) {
              if (thread == 0) {
                List<ModelDescription> list = service.store().list();
                assertThat(list).extracting(ModelDescription::selector).contains("main:1");
                assertThat(list).filteredOn(ModelDescription::active).hasSize(1);
                assertThat(list).extracting(ModelDescription::selector).doesNotHaveDuplicates();
              } else {
                String[] made = add(service, "job %d %d".formatted(thread, i)).split(":", 2);
                service.store().delete(made[0], made[1]);
              }
            }
            return List.of();
          });
      assertThat(service.store().list()).hasSize(1);
      assertThat(add(service, "the last")).isEqualTo("mine:" + (1 + (THREADS - 1) * EACH));
    }
  }

  @Test
  void requestsThatNameNoModelAreServedThroughoutActivationsAndDeletions() throws Exception {
    for (int version = 1; version <= EACH; version++) {
      models.put("mine", Integer.toString(version));
    }
    try (Service service = models.open("main")) {
      together(
          thread -> {
            for (int i = 1; i <= EACH; i++) {
              if (thread == 0) {
                service.store().activate("mine:" + i);
                if (i > 1) {
                  service.store().delete("mine", Integer.toString(i - 1));
                }
              } else {
                for (int call = 0; call < 50; call++) {
                  try (ModelLease lease = service.registry().acquireActive()) {
                    ModelWarmUp.run(lease.model());
                  }
                }
              }
            }
            return List.of();
          });
      assertThat(models.encoders.open()).containsExactly("mine:" + EACH);
    }
  }

  /** Work of one of the threads. */
  private interface Work {
    List<String> of(int thread) throws Exception;
  }

  private List<String> together(Work work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<List<String>>> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      all.add(
          () -> {
            start.await();
            return work.of(thread);
          });
    }
    List<String> results = new ArrayList<>();
    for (Future<List<String>> result : threads.invokeAll(all)) {
      results.addAll(result.get());
    }
    return results;
  }

  private static String add(Service service, String origin) {
    return service
        .store()
        .add(BundleFixtures.bundle("mine", "1"), Precision.F32, origin)
        .selector();
  }
}
