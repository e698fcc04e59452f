package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What must stay true of the container files; that they run has to be tried by hand. */
class ContainerTest {

  private static final String WRITTEN = "/var/lib/captioning";

  private final Map<String, Map<String, Object>> services = services("docker-compose.yml");
  private final Map<String, Map<String, Object>> workers = services("docker-compose.workers.yml");

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
    assertThat(List.of(services, workers))
        .allSatisfy(
            all -> {
              assertThat(all.values())
                  .allSatisfy(
                      service ->
                          assertThat(service)
                              .doesNotContainKeys("privileged", "devices", "pid", "ipc"));
              assertThat(all.toString()).doesNotContain("docker.sock");
            });
    assertThat(List.of(services.get("captioning"), workers.get("replica"), workers.get("worker")))
        .allSatisfy(
            service ->
                assertThat(service)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .doesNotContainKeys("user", "cap_add"));
  }

  @Test
  void whatMakesTheSecretsAloneMayGiveFilesAwayAndFindThemAgain() {
    assertThat(services.values()).filteredOn(service -> service.containsKey("cap_add")).hasSize(1);
    assertThat(workers.values()).noneMatch(service -> service.containsKey("cap_add"));
    assertThat(services.get("secrets"))
        .containsEntry("user", "root")
        .containsEntry("network_mode", "none")
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("cap_add", List.of("CHOWN", "DAC_OVERRIDE"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"));
  }

  @Test
  void onlyTheServiceIsReachedFromOtherMachines() {
    assertThat(services.get("database")).doesNotContainKey("ports");
    assertThat(services.get("prometheus")).containsEntry("ports", List.of("127.0.0.1:9090:9090"));
    assertThat(services.get("grafana")).containsEntry("ports", List.of("127.0.0.1:3000:3000"));
    assertThat(List.of(workers.get("replica"), workers.get("worker")))
        .allSatisfy(service -> assertThat(service).doesNotContainKey("ports"));
  }

  @Test
  void whatIsWrittenIsInVolumes() {
    assertThat(services.get("captioning").get("volumes").toString())
        .contains("captioning:" + WRITTEN, "secrets:/secrets:ro", "./config:/app/config:ro");
    assertThat(services.get("database").get("volumes").toString())
        .contains("database:/var/lib/postgresql/data");
    assertThat(services.get("prometheus").get("volumes").toString())
        .contains("prometheus:/prometheus");
    assertThat(services.get("grafana").get("volumes").toString())
        .contains("grafana:/var/lib/grafana");
    assertThat(List.of(workers.get("replica"), workers.get("worker")))
        .as("all of them share the home and the secrets")
        .allSatisfy(
            service ->
                assertThat(service)
                    .containsEntry("volumes", services.get("captioning").get("volumes")));
  }

  @Test
  void everythingOnTheWayToTheDashboardWaitsUntilWhatItNeedsIsHealthy() {
    assertThat(services.get("captioning").get("depends_on").toString())
        .contains("database={condition=service_healthy}");
    assertThat(services.get("prometheus").get("depends_on").toString())
        .contains("captioning={condition=service_healthy}");
    assertThat(services.get("grafana").get("depends_on").toString())
        .contains("prometheus={condition=service_healthy}");
    assertThat(workers.get("proxy").get("depends_on").toString())
        .contains("captioning={condition=service_healthy}", "replica={condition=service_healthy}");
  }

  @Test
  void whoeverIsInTheNetworkOfTheProxyHasAnAddressOfItsOwnAndTheProxysAloneIsBelieved() {
    Map<String, Object> addresses = new TreeMap<>();
    workers.forEach(
        (name, service) -> {
          if (service.containsKey("networks")) {
            assertThat(service.get("networks"))
                .as(name)
                .asInstanceOf(MAP)
                .extractingByKey("proxied", MAP)
                .extractingByKey("ipv4_address")
                .as("without one, %s may be given the proxy's, which starts last", name)
                .isNotNull()
                .satisfies(address -> addresses.put(name, address));
          }
        });

    assertThat(addresses).containsOnlyKeys("captioning", "proxy", "replica");
    assertThat(addresses.values()).doesNotHaveDuplicates();
    assertThat(List.of(workers.get("captioning"), workers.get("replica")))
        .extracting(service -> service.get("environment"))
        .allSatisfy(
            environment ->
                assertThat(environment)
                    .asInstanceOf(MAP)
                    .containsEntry(
                        "SERVER_TOMCAT_REMOTEIP_INTERNAL_PROXIES",
                        addresses.get("proxy").toString().replace(".", "\\.")));
  }

  @Test
  void nothingHasToBeSetAndNoSecretStandsInAFile() throws IOException {
    for (String name :
        List.of(
            "config/application-compose.yml",
            "docker-compose.yml",
            "docker-compose.workers.yml",
            "config/kubernetes/settings.yml")) {
      assertThat(Files.readString(Path.of(name))).as(name).doesNotContain("${");
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
  void composeFilesAreValidForTheComposeThatIsHere() throws IOException, InterruptedException {
    String compose = Programs.find("docker-compose", "Debian's package docker-compose").toString();

    Programs.run(List.of(compose, "config", "--quiet"));
    Programs.run(
        List.of(
            compose,
            "--file=docker-compose.yml",
            "--file=docker-compose.workers.yml",
            "config",
            "--quiet"));
  }

  private static Map<String, Map<String, Object>> services(String name) {
    try (var file = Files.newBufferedReader(Path.of(name))) {
      Map<String, Map<String, Map<String, Object>>> whole = new Yaml().load(file);
      return whole.get("services");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
