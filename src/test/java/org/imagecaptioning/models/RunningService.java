package org.imagecaptioning.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imagecaptioning.CaptioningApplication;
import org.imagecaptioning.features.EncoderInput;
import org.imagecaptioning.layers.Tensor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with real models, small ones, and whoever calls it. */
final class RunningService implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurableApplicationContext service;
  private final int port;

  private RunningService(ConfigurableApplicationContext service) {
    this.service = service;
    this.port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /**
   * A home with nothing but native libraries, which lasts: those that are loaded stay so.
   *
   * @param name of a folder for this test class alone
   */
  static Path freshHome(String name) throws IOException {
    Path home = Path.of("target", name).toAbsolutePath();
    FileSystemUtils.deleteRecursively(home.resolve("models"));
    Files.deleteIfExists(home.resolve("active-model.json"));
    return home;
  }

  static RunningService start(Path home, String... settings) {
    List<String> all =
        Stream.concat(
                Stream.of("--server.port=0", "--captioning.home=" + home), Stream.of(settings))
            .toList();
    return new RunningService(
        new SpringApplicationBuilder(CaptioningApplication.class).run(all.toArray(String[]::new)));
  }

  /** Three colours of four cells, then words that the seed decides. */
  static Bundle bundle(String name, long seed) throws IOException {
    Manifest manifest =
        BundleFixtures.manifest(
            name,
            "1",
            new Manifest.Encoder(
                "grid",
                new EncoderInput(8, 8, List.of(0f, 0f, 0f), List.of(255f, 255f, 255f)),
                4,
                3,
                2,
                2));
    // Ten times what they are: louder, so that models differ in what they say.
    var parameters = BundleFixtures.parameters(manifest.captioner(), seed);
    parameters.replaceAll((key, tensor) -> louder(tensor));
    return new Bundle(
        manifest,
        new ClassPathResource("encoder/grid.onnx").getContentAsByteArray(),
        parameters,
        BundleFixtures.VOCABULARY);
  }

  private static Tensor louder(Tensor tensor) {
    float[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 10;
    }
    return new Tensor(tensor.shape(), values);
  }

  /** The bytes of {@link #bundle}. */
  static byte[] zip(Path folder, String name, long seed) throws IOException {
    Path file = folder.resolve(name + seed + ".zip");
    new BundleWriter().write(file, bundle(name, seed), Precision.F32);
    return Files.readAllBytes(file);
  }

  <T> T bean(Class<T> type) {
    return service.getBean(type);
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null, BodyPublishers.noBody());
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, null, BodyPublishers.noBody());
  }

  HttpResponse<String> post(String path, String type, byte[] body) {
    return send("POST", path, type, BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> activate(String name, String version) {
    return put(
        "/models/active", "{\"name\": \"%s\", \"version\": \"%s\"}".formatted(name, version));
  }

  HttpResponse<String> put(String path, String json) {
    return send("PUT", path, "application/json", BodyPublishers.ofString(json));
  }

  HttpResponse<String> upload(byte[] zip) {
    return post("/models", "application/zip", zip);
  }

  private HttpResponse<String> send(String method, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request = request(path).method(method, body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    return send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    service.close();
  }
}
