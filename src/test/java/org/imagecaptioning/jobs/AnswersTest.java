package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds real answers against the OpenAPI document. */
class AnswersTest {

  @TempDir private static Path folder;

  private static JobsService service;
  private static HttpCalls calls;
  private static OpenApiDocument document;

  @BeforeAll
  static void start() throws IOException {
    service = new JobsService(folder);
    calls = service.calls();
    service.draw("drawn", 60);
    calls.awaitDatabase();
    document = new OpenApiDocument(calls.get("/v3/api-docs"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void captionsAreAsDescribed() throws IOException {
    byte[] picture = Files.readAllBytes(Path.of("docs/samples/cat.jpg"));

    expectAsDescribed("post", "/captions", caption("?detail=tokens&candidates=2", picture));
    expectAsDescribed("post", "/captions", caption("?strategy=sample", picture));
    expectAsDescribed(
        "post",
        "/captions",
        caption("?model=flickr8k-attention&detail=attention&strategy=greedy", picture));
    expectAsDescribed("post", "/captions", caption("", new byte[] {1}));
    assertThat(document.seen())
        .contains("Captions", "CaptionsOfImage", "Caption", "Token", "Grid", "Timings", "Problem");
  }

  @Test
  void modelsAreAsDescribed() {
    expectAsDescribed("get", "/models", get("/models"));
    expectAsDescribed("get", "/models/{name}", get("/models/flickr8k-rnn"));
    expectAsDescribed("get", "/models/{name}/{version}", get("/models/flickr8k-attention/1"));
    assertThat(document.seen()).contains("Models", "ModelVersions", "Model", "ModelCard", "Score");
  }

  @Test
  void jobsAreAsDescribedFromTheirBeginningToTheirEnd() {
    HttpResponse<String> accepted = calls.post("/train", Trainings.quick("drawn", "mine", ""));
    expectAsDescribed("post", "/train", accepted);
    String job = accepted.headers().firstValue("Location").orElseThrow();
    calls.await(
        job,
        now -> {
          expectAsDescribed("get", "/train/{id}", get(job));
          return now.at("/state").asString().equals("succeeded");
        });
    String evaluation =
        calls.submit("/evaluations", "{\"model\": \"mine\", \"dataset\": \"drawn\"}");
    calls.awaitEnd(evaluation, "succeeded");

    expectAsDescribed("get", "/train", get("/train"));
    expectAsDescribed("get", "/evaluations/{id}", get(evaluation));
    expectAsDescribed("get", "/datasets", get("/datasets"));
    expectAsDescribed("get", "/datasets/{name}", get("/datasets/drawn"));
    expectAsDescribed("get", "/train/{id}", get("/train/6b0a52c1-5f0e-4d7c-9a51-1f6f4f3c7c11"));
    assertThat(document.seen())
        .contains("Job", "Jobs", "Epoch", "ModelMade", "Activation", "Dataset", "DatasetReport");
  }

  @Test
  void documentSaysWhatIsAlwaysThereAndWhatIsNot() {
    assertThat(document.required("Job"))
        .contains("id", "state", "name", "dataset", "request", "attempts", "created")
        .doesNotContain("started", "epoch", "model", "problem");
    assertThat(document.required("Caption"))
        .containsExactlyInAnyOrder("text", "score", "logProbability", "finished");
    assertThat(document.required("ModelCard")).contains("name", "version", "encoder", "training");
    assertThat(document.required("Problem"))
        .containsExactlyInAnyOrder("type", "title", "status", "detail");
    assertThat(document.required("Training")).containsExactlyInAnyOrder("dataset", "name");
    assertThat(document.required("DatasetUpload")).containsExactlyInAnyOrder("file", "name");
  }

  private static void expectAsDescribed(String method, String path, HttpResponse<String> answer) {
    assertThat(document.faults(method, path, answer)).as(answer.body()).isEmpty();
  }

  private static HttpResponse<String> get(String path) {
    return calls.send(HttpRequest.newBuilder(calls.uri(path)));
  }

  private static HttpResponse<String> caption(String query, byte[] picture) {
    return calls.send(
        HttpRequest.newBuilder(calls.uri("/captions" + query))
            .POST(BodyPublishers.ofByteArray(picture)));
  }
}
