package org.imagecaptioning.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagecaptioning.Programs;
import org.imagecaptioning.datasets.drawn.DrawnDataset;
import org.imagecaptioning.jobs.HttpCalls;
import org.imagecaptioning.jobs.ServiceProcess;
import org.imagecaptioning.jobs.Trainings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus watches the running service. What the dashboard asks and what the alerts
 * compare has to be there.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DashboardTest {

  private static final Path DASHBOARD = Path.of("config/grafana/dashboards/captioning.json");

  @TempDir private static Path folder;

  private static ServiceProcess service;
  private static PrometheusServer prometheus;
  private static Iterator<Path> pictures;

  @BeforeAll
  static void start() throws IOException {
    Programs.find("prometheus", "Debian's package prometheus");
    Path drawn = folder.resolve("pictures/drawn");
    DrawnDataset.write(drawn, 200, 1);
    try (Stream<Path> images = Files.list(drawn.resolve("images"))) {
      pictures = Stream.generate(images.toList()::stream).flatMap(all -> all).iterator();
    }
    service =
        ServiceProcess.start(
            folder.resolve("home"),
            "--captioning.datasets.root=" + folder.resolve("pictures"),
            "--captioning.models.active=flickr8k-rnn",
            "--captioning.admission.requests=1",
            "--captioning.training.threads=1");
    service.calls().register("drawn", "drawn");
    service.calls().awaitDatabase();
    service.calls().submit("/train", Trainings.endless("drawn", "curves"));
    HttpCalls.patiently().until(DashboardTest::oneIsRefused);
    prometheus = PrometheusServer.start(folder, service.calls().port());
  }

  /** One call at a time is taken on. */
  private static boolean oneIsRefused() {
    List<Path> together = Stream.generate(pictures::next).limit(8).toList();
    return together.parallelStream().map(DashboardTest::caption).toList().contains(503);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (service != null) {
      service.close();
    }
  }

  /** Every query there is: of panels, of variables, of annotations. */
  static List<String> queries() throws IOException {
    JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
    return Stream.concat(
            dashboard.findValues("expr").stream().map(JsonNode::asString),
            dashboard
                .at("/templating/list")
                .valueStream()
                .map(variable -> variable.at("/query/query").asString())
                .map(query -> query.replaceFirst("^label_values\\((.*), *\\w+\\)$", "$1")))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyQueryOfTheDashboardGivesNumbers(String query) {
    // As Grafana fills it in; two looks, a second apart, are in a minute.
    String filled = query.replace("$__rate_interval", "1m").replace("$instance", ".*");
    assertThat(filled).doesNotContain("$");
    // What an annotation marks happens seldom: that it compares anything is enough.
    String compared = filled.endsWith("> 0") ? comparing(filled) : filled;
    HttpCalls.patiently().until(() -> givesNumbers(compared));
  }

  @Test
  void whatEachAlertComparesIsThere() {
    HttpCalls.patiently().until(() -> !prometheus.alerts().isEmpty());
    for (JsonNode alert : prometheus.alerts()) {
      String compared = comparing(alert.at("/query").asString());
      assertThat(compared).as(alert.at("/name").asString()).contains(" bool ");
      HttpCalls.patiently().until(() -> givesNumbers(compared));
    }
  }

  @Test
  void noAlertFiresOnAServiceThatIsWell() {
    HttpCalls.patiently()
        .until(
            () ->
                !prometheus.alerts().isEmpty()
                    && prometheus.alerts().stream()
                        .allMatch(alert -> alert.at("/health").asString().equals("ok")));
    assertThat(prometheus.alerts())
        .allSatisfy(alert -> assertThat(alert.at("/state").asString()).isNotEqualTo("firing"));
  }

  /** 0 and 1 in place of only what holds. */
  private static String comparing(String query) {
    return query.replaceAll("\\s(==|!=|>=|<=|<|>)\\s", " $1 bool ");
  }

  private static boolean givesNumbers(String query) {
    captionTwice();
    return prometheus.query(query).stream()
        .anyMatch(series -> !series.at("/value/1").asString().equals("NaN"));
  }

  /** So that something happens: a picture that was not there for a while, and the same again. */
  private static void captionTwice() {
    Path picture = pictures.next();
    assertThat(caption(picture)).isIn(200, 503);
    assertThat(caption(picture)).isIn(200, 503);
  }

  private static int caption(Path picture) {
    HttpCalls calls = service.calls();
    try {
      return calls
          .send(
              HttpRequest.newBuilder(calls.uri("/captions"))
                  .header("Content-Type", "application/octet-stream")
                  .POST(BodyPublishers.ofFile(picture)))
          .statusCode();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
