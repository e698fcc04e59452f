package org.imagecaptioning.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own program reads its settings and runs the tests of the alerts. */
class AlertsTest {

  private static final String FROM = "Debian's package prometheus";

  @Test
  void alertsFireWhenTheyShouldAndOnlyThen() throws IOException, InterruptedException {
    assertThat(promtool("test", "rules", "config/alerts.test.yml")).contains("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config/prometheus.yml", "config/prometheus.workers.yml"})
  void settingsAndTheRulesTheyNameAreValid(String file) throws IOException, InterruptedException {
    assertThat(promtool("check", "config", file)).contains("SUCCESS: 1 rule files found");
  }

  @Test
  void everyAlertIsTestedAndExplained() throws IOException {
    List<String> alerts = names("config/alerts.yml", "- alert: ");
    assertThat(alerts).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    assertThat(names("config/alerts.test.yml", "alertname: ")).containsAll(alerts);
    String operations = Files.readString(Path.of("docs/operations.md"));
    assertThat(alerts).allSatisfy(alert -> assertThat(operations).contains("| " + alert + " |"));
  }

  private static List<String> names(String file, String before) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .map(String::strip)
        .filter(line -> line.startsWith(before))
        .map(line -> line.substring(before.length()))
        .toList();
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    Path promtool = Programs.find("promtool", FROM);
    return Programs.run(
        Stream.concat(Stream.of(promtool.toString()), Arrays.stream(arguments)).toList());
  }
}
