package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What must stay true of the container files; that they run has to be tried by hand. */
class ContainerTest {

  private static final String WRITTEN = "/var/lib/captioning";

  private final Map<String, Map<String, Object>> services = services();

  @Test
  void imageRunsAsAUserThatIsNotRootAndKeepsWhatItWritesInAVolume() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("Dockerfile"));

    assertThat(lines)
        .contains("USER captioning", "VOLUME " + WRITTEN, "ENV CAPTIONING_HOME=" + WRITTEN);
    assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
        .containsExactly("FROM eclipse-temurin:25-jdk AS build", "FROM eclipse-temurin:25-jre");
    assertThat(lines.get(lines.size() - 1)).startsWith("ENTRYPOINT [\"java\", ");
    assertThat(String.join("\n", lines))
        .contains("/actuator/health/liveness")
        .doesNotContain("curl");
  }

  @Test
  void noServiceHasMoreRightsThanItNeeds() {
    assertThat(services.values())
        .allSatisfy(
            service ->
                assertThat(service)
                    .doesNotContainKeys("privileged", "cap_add", "devices", "pid", "ipc"));
    assertThat(services.toString()).doesNotContain("docker.sock");
    assertThat(services.get("captioning"))
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"))
        .doesNotContainKey("user");
  }

  @Test
  void onlyTheServiceIsReachedFromOtherMachines() {
    assertThat(services.get("database")).doesNotContainKey("ports");
    assertThat(services.get("prometheus")).containsEntry("ports", List.of("127.0.0.1:9090:9090"));
  }

  @Test
  void whatIsWrittenIsInVolumes() {
    assertThat(services.get("captioning").get("volumes").toString())
        .contains("captioning:" + WRITTEN, "secrets:/secrets:ro", "./config:/app/config:ro");
    assertThat(services.get("database").get("volumes").toString())
        .contains("database:/var/lib/postgresql/data");
    assertThat(services.get("prometheus").get("volumes").toString())
        .contains("prometheus:/prometheus");
  }

  @Test
  void nothingHasToBeSetAndNoSecretStandsInAFile() throws IOException {
    assertThat(Files.readString(Path.of("docker-compose.yml"))).doesNotContain("${");
    for (String name : List.of("config/application-compose.yml", "docker-compose.yml")) {
      assertThat(Files.readAllLines(Path.of(name)))
          .as(name)
          .noneMatch(line -> line.matches("\\s*(password|\\w*PASSWORD): .*"));
    }
  }

  @Test
  void settingsThatTheJarWouldFindBesideItAreExamplesOnly() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("config/application.yml"))) {
      assertThat(lines).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }
  }

  @Test
  void composeFileIsValidForTheComposeThatIsHere() throws IOException, InterruptedException {
    Path compose = Path.of("/usr/bin/docker-compose");
    Assumptions.assumeTrue(Files.isExecutable(compose), "There is no " + compose);
    Path output = Files.createTempFile(Path.of("target"), "compose", ".txt");

    int exit =
        new ProcessBuilder(compose.toString(), "config", "--quiet")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();

    assertThat(exit).as(Files.readString(output)).isZero();
  }

  private static Map<String, Map<String, Object>> services() {
    try (var file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
      Map<String, Map<String, Map<String, Object>>> whole = new Yaml().load(file);
      return whole.get("services");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
