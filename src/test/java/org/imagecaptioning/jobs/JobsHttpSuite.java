package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.jobs.HttpCalls.assertProblem;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Jobs through HTTP, with whichever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class JobsHttpSuite {

  private JobsService service;
  private HttpCalls calls;

  /** Settings of the database, as {@code --spring.datasource.url=...}. */
  abstract String[] database();

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    service = new JobsService(folder, database());
    service.draw("drawn", 200);
    calls = service.calls();
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void modelIsTrainedEvaluatedActivatedAndUsed() throws IOException {
    String job =
        calls.submit(
            "/train", Trainings.body("drawn", "scenes", 12, "\"activate\": \"if-better\""));
    JsonNode ended = calls.awaitEnd(job, "succeeded");

    assertThat(ended.at("/model/name").asString()).isEqualTo("scenes");
    assertThat(ended.at("/activation/activated").asBoolean()).as(ended.toString()).isTrue();
    assertThat(ended.at("/activation/reason").asString())
        .startsWith("On the split val of drawn the CIDEr of scenes:1 is ")
        .contains("that of flickr8k-rnn:1, which was active,");
    assertThat(ended.at("/evaluation/0/split").asString()).isEqualTo("val");
    assertThat(ended.at("/history")).hasSize(12);
    assertThat(ended.at("/history/11/samples/0/caption").asString()).isNotBlank();
    assertThat(ended.at("/request/cell").asString()).isEqualTo("lstm");

    byte[] picture;
    try (Stream<Path> images = Files.list(service.pictures().resolve("drawn/images"))) {
      picture = Files.readAllBytes(images.findFirst().orElseThrow());
    }
    HttpResponse<String> caption =
        calls.send(
            HttpRequest.newBuilder(calls.uri("/captions"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
    assertThat(HttpCalls.json(caption).at("/model/name").asString()).isEqualTo("scenes");

    String evaluation =
        calls.submit("/evaluations", "{\"model\": \"scenes\", \"dataset\": \"drawn\"}");
    JsonNode score = calls.awaitEnd(evaluation, "succeeded");
    assertThat(score.at("/request/model").asString()).isEqualTo("scenes:1");
    assertThat(score.at("/evaluation/0/metrics")).isEqualTo(ended.at("/evaluation/0/metrics"));

    String worse =
        calls.submit("/train", Trainings.body("drawn", "worse", 1, "\"activate\": \"if-better\""));
    JsonNode kept = calls.awaitEnd(worse, "succeeded");
    assertThat(kept.at("/activation/activated").asBoolean()).as(kept.toString()).isFalse();
    assertThat(kept.at("/activation/candidate").asDouble())
        .isLessThanOrEqualTo(kept.at("/activation/active").asDouble());
  }

  @Test
  void captionerLooksAtPlacesWhereItsEncoderGivesAGrid() {
    String job =
        calls.submit(
            "/train",
            Trainings.body("drawn", "looking", 1, "").replace("\"tiny\"", "\"flickr8k-rnn\""));
    String without =
        calls.submit("/train", Trainings.body("drawn", "blind", 1, "\"attention\": false"));

    JsonNode ended = calls.awaitEnd(job, "succeeded");
    assertThat(ended.at("/request/attention").asBoolean()).isTrue();
    assertThat(ended.at("/request/attentionPenalty").asDouble()).isEqualTo(0.01);
    assertThat(calls.get("/models/looking/1").at("/network/attention").asInt()).isEqualTo(48);
    JsonNode blind = calls.awaitEnd(without, "succeeded");
    assertThat(blind.at("/request/attention").asBoolean()).isFalse();
    assertThat(blind.at("/request").has("attentionPenalty")).isFalse();
    assertThat(calls.get("/models/blind/1").at("/network/attention").asInt()).isZero();
  }

  @Test
  void modelLearnsFromOthers() {
    String teacher = calls.submit("/train", Trainings.body("drawn", "teacher", 1, ""));
    calls.awaitEnd(teacher, "succeeded");
    String job =
        calls.submit(
            "/train",
            Trainings.body("drawn", "pupil", 1, "\"teachers\": [\"teacher\", \"teacher:1\"]"));

    JsonNode ended = calls.awaitEnd(job, "succeeded");
    assertThat(ended.at("/request/teachers").toString()).isEqualTo("[\"teacher:1\",\"teacher:1\"]");
    assertThat(ended.at("/request/teaching").asDouble()).isEqualTo(0.9);
    assertThat(calls.get("/models/pupil/1").at("/training/options/teachers").asString())
        .isEqualTo("teacher:1, teacher:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'name': 'a'}                                   | 400 | invalid-property | 'dataset' is missing",
        "{'dataset': 'drawn'}                            | 400 | invalid-property | 'name' is missing",
        "{'dataset': 'drawn', 'name': 'A'}               | 400 | invalid-property | A model's name matches",
        "{'dataset': 'drawn', 'name': 'active'}          | 400 | invalid-property | none of [active, rollback]",
        "{'dataset': 'none', 'name': 'a'}                | 404 | unknown-dataset  | no dataset 'none'",
        "{'dataset': '../x', 'name': 'a'}                | 404 | unknown-dataset  | no dataset '../x'",
        "{'dataset': 'drawn', 'name': 'a', 'epoch': 3}   | 400 | unknown-property | There is no property 'epoch'; there are dataset, name,",
        "{'dataset': 'drawn', 'name': 'a', 'epochs': '3'} | 400 | invalid-property | epochs is a whole number, not",
        "{'dataset': 'drawn', 'name': 'a', 'epochs': 0}  | 400 | invalid-property | epochs is between 1",
        "{'dataset': 'drawn', 'name': 'a', 'learningRate': -1} | 400 | invalid-property | learningRate is between",
        "{'dataset': 'drawn', 'name': 'a', 'dropout': 1} | 400 | invalid-property | dropout is between",
        "{'dataset': 'drawn', 'name': 'a', 'cell': 'mlp'} | 400 | invalid-property | cell is one of rnn, lstm",
        "{'dataset': 'drawn', 'name': 'a', 'cell': 'rnn', 'attention': true} | 400 | invalid-property | attention is false where cell is rnn",
        "{'dataset': 'drawn', 'name': 'a', 'attention': 1} | 400 | invalid-property | attention is",
        "{'dataset': 'drawn', 'name': 'a', 'encoder': 'tiny', 'attention': true} | 400 | invalid-property | it sees a picture as one place",
        "{'dataset': 'drawn', 'name': 'a', 'sampling': 0.2, 'attention': true} | 400 | invalid-property | sampling is 0 with attention",
        "{'dataset': 'drawn', 'name': 'a', 'objective': 'cider'} | 400 | invalid-property | startFrom names it",
        "{'dataset': 'drawn', 'name': 'a', 'averaging': 1} | 400 | invalid-property | averaging is between 0 and 0.9999, not 1",
        "{'dataset': 'drawn', 'name': 'a', 'views': 17} | 400 | invalid-property | views is between 1 and 16, not 17",
        "{'dataset': 'drawn', 'name': 'a', 'mirror': true} | 400 | invalid-property | mirror is false where views is 1",
        "{'dataset': 'drawn', 'name': 'a', 'objective': 'bleu'} | 400 | invalid-property | objective is one of cross-entropy, cider",
        "{'dataset': 'drawn', 'name': 'a', 'startFrom': 'flickr8k-attention', 'objective': 'cider', 'labelSmoothing': 0.1} | 400 | invalid-property | labelSmoothing and sampling are 0 with the objective cider",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': 'flickr8k-rnn'} | 400 | invalid-property | teachers is a list of at most 8 strings",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': ['none']} | 404 | unknown-model | none",
        "{'dataset': 'drawn', 'name': 'a', 'teaching': 0.5} | 400 | invalid-property | not 0.5 with 0 teachers",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': ['flickr8k-rnn'], 'teaching': 0} | 400 | invalid-property | not 0.0 with 1 teachers",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': ['flickr8k-rnn'], 'labelSmoothing': 0.1} | 400 | invalid-property | labelSmoothing is 0 with teachers",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': ['flickr8k-attention'], 'startFrom': 'flickr8k-attention', 'objective': 'cider'} | 400 | invalid-property | no teachers with the objective cider",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': ['flickr8k-rnn'], 'encoder': 'tiny'} | 400 | invalid-property | has the same encoder",
        "{'dataset': 'drawn', 'name': 'a', 'teachers': ['flickr8k-rnn'], 'encoder': 'flickr8k-rnn'} | 400 | invalid-property | does not look at places",
        "{'dataset': 'drawn', 'name': 'a', 'activate': 'yes'} | 400 | invalid-property | activate is one of never, always, if-better",
        "{'dataset': 'drawn', 'name': 'a', 'encoder': 'none'} | 404 | unknown-model | none",
        "{'dataset': 'drawn', 'name': 'a', 'encoder': '/etc/x.onnx'} | 404 | unknown-model | x.onnx",
        "{'dataset': 'drawn', 'name': 'a', 'startFrom': 'none'} | 404 | unknown-model | none",
        "{'dataset': 'drawn'                             | 400 | malformed-json   | line 1",
      })
  void trainingThatIsWrongIsRefusedWithWhatWouldBeRight(
      String json, int status, String type, String detail) {
    assertProblem(calls.post("/train", json.replace('\'', '"')), status, type, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}                                       | 400 | invalid-property | 'dataset' is missing",
        "{'dataset': 'drawn', 'split': 'dev'}     | 400 | invalid-property | split is one of train, val, test",
        "{'dataset': 'drawn', 'beamSize': 21}     | 400 | invalid-property | beamSize is a whole number from 1 to 20",
        "{'dataset': 'drawn', 'model': 'none'}    | 404 | unknown-model    | none",
        "{'dataset': 'none'}                      | 404 | unknown-dataset  | none",
        "{'dataset': 'drawn', 'name': 'x'}        | 400 | unknown-property | there are model, dataset, split",
      })
  void evaluationThatIsWrongIsRefusedWithWhatWouldBeRight(
      String json, int status, String type, String detail) {
    assertProblem(calls.post("/evaluations", json.replace('\'', '"')), status, type, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/train?stat=queued    | 400 | unknown-parameter | there are state, name",
        "/train?state=waiting  | 400 | invalid-parameter | queued, running, succeeded",
        "/train?limit=0        | 400 | invalid-parameter | from 1 to 200",
        "/train?before=none    | 404 | unknown-job       | 'none'",
        "/train/none           | 404 | unknown-job       | GET /train",
        "/train/none/events    | 404 | unknown-job       | GET /train",
        "/evaluations/none     | 404 | unknown-job       | GET /evaluations",
      })
  void whatIsNotThereIsAProblem(String path, int status, String type, String detail) {
    assertProblem(
        calls.send(
            HttpRequest.newBuilder(calls.uri(path))
                .header("Accept", path.endsWith("/events") ? "text/event-stream" : "*/*")),
        status,
        type,
        detail);
  }

  @Test
  void trainingIsCancelledAtItsNextStepAndResumedFromThere() {
    String job = calls.submit("/train", Trainings.endless("drawn", "endless"));
    calls.await(job, now -> now.at("/step").asInt() > 20);
    String waiting = calls.submit("/train", Trainings.quick("drawn", "waiting", ""));
    assertThat(calls.get(waiting).at("/state").asString()).isEqualTo("queued");
    assertProblem(calls.delete("/datasets/drawn"), 409, "dataset-in-use", "the training");
    assertThat(metrics()).contains("captioning_training_words_total{model=\"endless\"}");

    HttpResponse<String> gone = calls.delete(waiting);
    assertThat(gone.statusCode()).isEqualTo(202);
    assertThat(HttpCalls.json(gone).at("/state").asString()).isEqualTo("cancelled");
    assertProblem(calls.delete(waiting), 409, "job-ended", "it is cancelled");
    assertProblem(calls.post(job + "/resume", ""), 409, "job-not-ended", "The job is running");
    assertThat(calls.delete(job).statusCode()).isEqualTo(202);
    long step = calls.awaitEnd(job, "cancelled").at("/step").asLong();

    assertThat(calls.post(job + "/resume", "").statusCode()).isEqualTo(202);
    calls.await(job, now -> now.at("/step").asLong() > step);
    assertThat(calls.get(job).at("/attempts").asInt()).isEqualTo(2);
    calls.delete(job);
    calls.awaitEnd(job, "cancelled");
    assertThat(metrics()).doesNotContain("captioning_training_");
  }

  private String metrics() {
    return calls.send(HttpRequest.newBuilder(calls.uri("/actuator/prometheus"))).body();
  }

  @Test
  void sameKeyIsTheSameJobAndAJobThatHasSucceededIsNotResumed() {
    String body = Trainings.quick("drawn", "once", "\"seed\": 3");
    String job = calls.submit("/train", body, "Idempotency-Key", "k1");

    assertThat(calls.submit("/train", body.replace("\n", ""), "Idempotency-Key", "k1"))
        .isEqualTo(job);
    assertProblem(
        calls.post("/train", body.replace("3}", "4}"), "Idempotency-Key", "k1"),
        422,
        "idempotency-key-reused",
        job);
    assertProblem(
        calls.post("/train", body, "Idempotency-Key", "two words"),
        400,
        "malformed-request",
        "Idempotency-Key");
    calls.awaitEnd(job, "succeeded");
    assertThat(calls.submit("/train", body, "Idempotency-Key", "k1")).isEqualTo(job);
    assertProblem(calls.post(job + "/resume", ""), 409, "job-ended", "has succeeded");
    assertProblem(calls.delete(job), 409, "job-ended", "it is succeeded");
  }

  @Test
  void trainingIsFollowedByManyAndWhoComesBackHearsWhatWasMissed() {
    String job = calls.submit("/train", Trainings.quick("drawn", "followed", ""));
    List<Stream<String>> streams =
        Stream.generate(() -> calls.events(job + "/events")).limit(5).toList();

    for (Stream<String> stream : streams) {
      List<String> lines = stream.toList();
      assertThat(lines)
          .filteredOn(line -> line.startsWith("event:"))
          .first()
          .isEqualTo("event:state");
      assertThat(lines).filteredOn("event:epoch"::equals).hasSize(8);
      assertThat(lines).filteredOn("event:done"::equals).hasSize(1);
      String last = lines.stream().filter(l -> l.startsWith("data:")).reduce("", (a, b) -> b);
      assertThat(HttpCalls.json(last.substring(5)).at("/state").asString()).isEqualTo("succeeded");
    }
    List<String> again = calls.events(job + "/events", "Last-Event-ID", "6").toList();
    assertThat(again).filteredOn("event:epoch"::equals).hasSize(2);
    assertThat(again).contains("id:8", "event:state", "event:done");
  }

  @Test
  void trainingThatDivergesFailsWithTheStepAndCaptionsGoOn() {
    String job =
        calls.submit(
            "/train",
            Trainings.quick("drawn", "wild", "\"clipNorm\": 0, \"schedule\": \"constant\"")
                .replace("0.004", "10"));
    JsonNode failed = calls.awaitEnd(job, "failed");

    assertThat(failed.at("/problem/type").asString())
        .isEqualTo("urn:problem:captioning:training-diverged");
    assertThat(failed.at("/problem/step").asLong()).isPositive();
    assertThat(failed.at("/problem/detail").asString()).containsIgnoringCase("step");
    assertThat(calls.get("/actuator/health/readiness").at("/status").asString()).isEqualTo("UP");
  }

  @Test
  void dataSetThatIsGoneWhenItsTurnComesFailsTheJob() throws IOException {
    service.draw("gone", 40);
    String first = calls.submit("/train", Trainings.endless("drawn", "first"));
    calls.await(first, now -> now.at("/state").asString().equals("running"));
    String job = calls.submit("/train", Trainings.quick("gone", "gone", ""));
    FileSystemUtils.deleteRecursively(service.pictures().resolve("gone"));
    calls.delete(first);

    JsonNode failed = calls.awaitEnd(job, "failed");
    assertThat(failed.at("/problem/type").asString())
        .isEqualTo("urn:problem:captioning:broken-dataset");
  }

  @Test
  void jobsAreListedByPages() {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      jobs.add(
          0,
          calls.submit(
              "/evaluations",
              "{\"model\": \"flickr8k-rnn\", \"dataset\": \"drawn\", \"split\": \"test\"}"));
    }
    JsonNode first = calls.get("/evaluations?name=flickr8k-rnn&limit=2");
    assertThat(first.at("/total").asInt()).isEqualTo(3);
    assertThat(first.at("/jobs")).hasSize(2);
    assertThat("/evaluations/" + first.at("/jobs/0/id").asString()).isEqualTo(jobs.get(0));
    JsonNode second = calls.get(first.at("/next").asString());
    assertThat(second.at("/jobs")).hasSize(1);
    assertThat("/evaluations/" + second.at("/jobs/0/id").asString()).isEqualTo(jobs.get(2));
    assertThat(second.has("next")).isFalse();
    jobs.forEach(job -> calls.awaitEnd(job, "succeeded"));
  }

  @Test
  void databaseIsPartOfTheHealth() {
    assertThat(calls.get("/actuator/health").at("/components/jobs/details/database").asString())
        .isEqualTo("answers");
  }
}
