package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must stay true of the manifests; no cluster is asked. */
class KubernetesTest {

  private static final Path FOLDER = Path.of("config/kubernetes");

  private final List<JsonNode> objects = objects();

  @Test
  void manifestsAreAsTheSchemasOfKubernetesSay() throws IOException, InterruptedException {
    Path program = Programs.find("kubernetes-validate", "PyPI");
    for (Path file : files()) {
      Programs.run(List.of(program.toString(), "--strict", file.toString()));
    }
  }

  @Test
  void serviceAndBudgetChooseThePodsThatCaption() {
    JsonNode captioning = one("Deployment", "captioning");
    JsonNode labels = captioning.at("/spec/template/metadata/labels");

    assertThat(captioning.at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(one("Service", "captioning").at("/spec/selector")).isEqualTo(labels);
    assertThat(one("PodDisruptionBudget", "captioning").at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(one("Deployment", "captioning-worker").at("/spec/template/metadata/labels"))
        .isNotEqualTo(labels);
  }

  @Test
  void podsHaveNoMoreRightsThanTheyNeed() {
    assertThat(deployments())
        .hasSize(2)
        .allSatisfy(
            deployment -> {
              JsonNode pod = deployment.at("/spec/template/spec");
              JsonNode security = pod.at("/containers/0/securityContext");
              assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
              assertThat(security.at("/readOnlyRootFilesystem").asBoolean(false)).isTrue();
              assertThat(security.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
            });
  }

  @Test
  void everyPodIsWatchedLimitedAndKnowsWhatItDoes() {
    assertThat(deployments())
        .allSatisfy(
            deployment -> {
              JsonNode container = deployment.at("/spec/template/spec/containers/0");
              assertThat(container.at("/livenessProbe/httpGet/path").asString())
                  .isEqualTo("/actuator/health/liveness");
              for (String probe : List.of("startupProbe", "readinessProbe")) {
                assertThat(container.at("/" + probe + "/httpGet/path").asString())
                    .isEqualTo("/actuator/health/readiness");
              }
              assertThat(container.at("/resources/requests/cpu").isMissingNode()).isFalse();
              assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
              assertThat(container.at("/env/0/name").asString()).isEqualTo("CAPTIONING_ROLE");
            });
    assertThat(deployments())
        .extracting(deployment -> deployment.at("/spec/template/spec/containers/0/env/0/value"))
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("serve", "train");
  }

  private List<JsonNode> deployments() {
    return objects.stream()
        .filter(object -> object.at("/kind").asString().equals("Deployment"))
        .toList();
  }

  private JsonNode one(String kind, String name) {
    return objects.stream()
        .filter(object -> object.at("/kind").asString().equals(kind))
        .filter(object -> object.at("/metadata/name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<JsonNode> objects() {
    List<JsonNode> objects = new ArrayList<>();
    for (Path file : files()) {
      try (var reader = Files.newBufferedReader(file)) {
        for (Object object : new Yaml().loadAll(reader)) {
          objects.add(new JsonMapper().valueToTree(object));
        }
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }
    return objects;
  }
}
