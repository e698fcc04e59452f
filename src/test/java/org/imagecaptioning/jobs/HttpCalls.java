package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service on this machine for jobs. */
public record HttpCalls(int port) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** What is there. */
  JsonNode get(String path) {
    HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)).GET());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  /** The lines of an event stream as they come, until it ends. */
  Stream<String> events(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream").GET();
    HttpResponse<Stream<String>> response =
        send(headers.length == 0 ? request : request.headers(headers), BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.timeout(PATIENCE).build(), handler);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The path of the job that comes of this. */
  public String submit(String path, String json, String... headers) {
    HttpResponse<String> response = post(path, json, headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String job = response.headers().firstValue("Location").orElseThrow();
    assertThat(job).isEqualTo(path + "/" + json(response).at("/id").asString());
    return job;
  }

  /** Makes a dataset of a folder below the configured root. */
  public void register(String name, String folder) {
    HttpResponse<String> response =
        post("/datasets", "{\"name\": \"%s\", \"folder\": \"%s\"}".formatted(name, folder));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  /** Looks at a job until it is as wanted. */
  JsonNode await(String job, Predicate<JsonNode> wanted) {
    return patiently().until(() -> get(job), wanted);
  }

  /** It is opened once the service is ready, which may take longer than a call waits for it. */
  public void awaitDatabase() {
    patiently()
        .until(
            () ->
                get("/actuator/health")
                    .at("/components/jobs/details/database")
                    .asString()
                    .equals("answers"));
  }

  /** Looks at a job until it has ended so. */
  JsonNode awaitEnd(String job, String state) {
    JsonNode ended =
        await(job, now -> !List.of("queued", "running").contains(now.at("/state").asString()));
    assertThat(ended.at("/state").asString()).as(ended.toString()).isEqualTo(state);
    return ended;
  }

  /** Looks again and again until something holds. */
  public static ConditionFactory patiently() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS);
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  static void assertProblem(HttpResponse<String> response, int status, String type, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).at("/type").asString()).isEqualTo("urn:problem:captioning:" + type);
    assertThat(json(response).at("/detail").asString()).contains(detail);
  }
}
