package org.imagecaptioning.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.Programs;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus with the settings of config/, but that it looks each second, at one service.
 */
final class PrometheusServer implements AutoCloseable {

  private static final Path CONFIG = Path.of("config");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final int STARTING = 503;

  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one; skips the test if it is not installed.
   *
   * @param folder for what it writes
   * @param service port of the service
   */
  static PrometheusServer start(Path folder, int service) throws IOException {
    Path program = Programs.find("prometheus", "Debian's package prometheus");
    Files.copy(CONFIG.resolve("alerts.yml"), folder.resolve("alerts.yml"));
    Path settings = Files.writeString(folder.resolve("prometheus.yml"), settings(service));
    int port = Programs.freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusServer(process, port);
  }

  private static String settings(int service) throws IOException {
    Yaml yaml = new Yaml();
    Map<String, Object> settings = yaml.load(Files.readString(CONFIG.resolve("prometheus.yml")));
    settings.put("global", Map.of("scrape_interval", "1s", "evaluation_interval", "1s"));
    List<Map<String, Object>> scrapes = scrapes(settings);
    assertThat(scrapes).hasSize(1);
    scrapes
        .get(0)
        .put("static_configs", List.of(Map.of("targets", List.of("localhost:" + service))));
    return yaml.dump(settings);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> scrapes(Map<String, Object> settings) {
    return (List<Map<String, Object>>) settings.get("scrape_configs");
  }

  /** The series that a query gives now, empty while Prometheus is not ready. */
  List<JsonNode> query(String query) {
    JsonNode result =
        get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    assertThat(result.at("/error").asString("")).as(query).isEmpty();
    return result.at("/data/result").valueStream().toList();
  }

  /** Name and expression of the alerts that it has. */
  List<JsonNode> alerts() {
    return get("/api/v1/rules?type=alert")
        .at("/data/groups")
        .valueStream()
        .flatMap(group -> group.at("/rules").valueStream())
        .toList();
  }

  private JsonNode get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return response.statusCode() == STARTING
          ? JSON.createObjectNode()
          : JSON.readTree(response.body());
    } catch (IOException notYet) {
      assertThat(process.isAlive()).isTrue();
      return JSON.createObjectNode();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
