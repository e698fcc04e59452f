package org.imagecaptioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.imagecaptioning.web.ProblemType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real nginx with {@code config/proxy.conf}, before two servers that say who they are. */
class ProxyTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final AtomicReference<Headers> seen = new AtomicReference<>();
  private final HttpServer captioning = server("captioning");
  private final HttpServer replica = server("replica");

  private @TempDir Path folder;
  private int port;

  @BeforeEach
  void start() throws Exception {
    port = Programs.freePort();
    String proxy =
        Files.readString(Path.of("config/proxy.conf"))
            .replace("captioning:8080", "127.0.0.1:" + captioning.getAddress().getPort())
            .replace("replica:8080", "127.0.0.1:" + replica.getAddress().getPort())
            .replace("listen 8000", "listen 127.0.0.1:" + port);
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        pid nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
        %s
        }
        """
            .formatted(proxy));
    nginx();
  }

  @AfterEach
  void stop() throws Exception {
    if (Files.exists(folder.resolve("nginx.pid"))) {
      nginx("-s", "stop");
    }
    captioning.stop(0);
    replica.stop(0);
  }

  /** Without options one that listens when this is back, and stays. */
  private void nginx(String... options) throws IOException, InterruptedException {
    Path program = Programs.find("nginx", "Debian's package nginx");
    List<String> settings = List.of("-p", folder + "/", "-c", "nginx.conf", "-e", "error.log");
    Programs.run(
        Stream.of(List.of(program.toString()), settings, List.of(options))
            .flatMap(List::stream)
            .toList());
  }

  @Test
  void serviceIsToldTheAddressOfTheClientAndNothingThatTheClientSaysOfItself() throws Exception {
    HttpResponse<String> response =
        send(
            call("/captions")
                .header("X-Forwarded-For", "9.9.9.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Port", "443")
                .header("Forwarded", "for=9.9.9.9"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(seen.get())
        .containsEntry("Host", List.of("127.0.0.1:" + port))
        .containsEntry("X-forwarded-for", List.of("9.9.9.9, 127.0.0.1"))
        .doesNotContainKeys(
            "X-forwarded-proto", "X-forwarded-host", "X-forwarded-port", "Forwarded");
  }

  @Test
  void callsThatWereNotBegunGoToTheOther() throws Exception {
    captioning.stop(0);

    for (int call = 0; call < 10; call++) {
      assertThat(send(call("/captions")).body()).isEqualTo("replica");
    }
  }

  @Test
  void whereNoneAnswersAProblemSaysSo() throws Exception {
    captioning.stop(0);
    replica.stop(0);

    HttpResponse<String> response = send(call("/captions"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    JsonNode problem = new JsonMapper().readTree(response.body());
    assertThat(problem.at("/type").asString()).isEqualTo(ProblemType.UNAVAILABLE.uri().toString());
    assertThat(problem.at("/status").asInt()).isEqualTo(503);
  }

  @Test
  void metricsOfWhicheverAnswersAreNotPassedOn() throws Exception {
    assertThat(send(call("/actuator/prometheus")).statusCode()).isEqualTo(404);
    assertThat(seen.get()).isNull();
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .POST(BodyPublishers.ofString("a picture"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private HttpServer server(String name) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, name));
      server.start();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void answer(HttpExchange exchange, String name) throws IOException {
    try (exchange) {
      seen.set(exchange.getRequestHeaders());
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, name.length());
      exchange.getResponseBody().write(name.getBytes(StandardCharsets.UTF_8));
    }
  }
}
