package org.imagecaptioning.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.models.RegistryFixture.Service;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed while it adds, activates and deletes models. */
@Timeout(120)
class StoreCrashTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13})
  void aKilledProcessLeavesWholeModelsAndGivesNoVersionTwice(int models) throws Exception {
    RegistryFixture fixture = new RegistryFixture(folder);
    long newest = 0;
    for (int kill = 0; kill < 3; kill++) {
      List<Long> added = addUntilKilled("kill " + kill, models + kill);
      assertThat(added).isSorted().doesNotHaveDuplicates();
      assertThat(added.get(0)).isGreaterThan(newest);
      newest = added.get(added.size() - 1);
    }

    try (Service service = fixture.open("main")) {
      assertThat(service.activations().fallback()).isNull();
      for (ModelDescription model : service.store().list()) {
        new BundleReader().read(fixture.file(model.name(), model.version()));
      }
      assertThat(Long.parseLong(add(service))).isGreaterThan(newest);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".part"));
    }
  }

  /** The versions that it said, the last of which may have been added before it could say more. */
  private List<Long> addUntilKilled(String origin, int models) throws Exception {
    List<String> command =
        JavaCommand.of(
            StoreWriter.class,
            List.of("-XX:TieredStopAtLevel=1"),
            List.of(folder.toString(), origin));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Long> added = new ArrayList<>();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        // Whatever it logs besides goes the same way.
        if (line.matches("[0-9]+")) {
          added.add(Long.parseLong(line));
        }
        if (added.size() == models) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      // The stream may be closed under whoever reads it when the process is killed.
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(added).hasSizeGreaterThanOrEqualTo(models);
    return added;
  }

  private static String add(Service service) {
    return service
        .store()
        .add(BundleFixtures.bundle("mine", "1"), Precision.F32, "after all")
        .version();
  }
}
