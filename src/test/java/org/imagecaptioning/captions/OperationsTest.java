package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagecaptioning.home.CaptioningHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What an operator sees. */
@ServiceTest
class OperationsTest {

  @Autowired private SelfCheck check;
  @Autowired private ColourGrid encoder;

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @AfterEach
  void mend() {
    encoder.before = () -> {};
    check.run();
  }

  @Test
  void healthReportsTheLastSelfCheckWithItsWords() {
    JsonNode captions = Client.json(client.get("/actuator/health")).at("/components/captions");

    assertThat(captions.at("/status").asString()).isEqualTo("UP");
    assertThat(captions.at("/details/model").asString()).isEqualTo("drawn:1");
    assertThat(captions.at("/details/caption").asString()).matches("[a-z]+( [a-z]+)*");
    assertThat(captions.at("/details/timings/captionMs").isNumber()).isTrue();
    assertThat(captions.at("/details/checkedAt").asString()).startsWith("20");
  }

  @Test
  void anyoneIsToldHowMuchRoomTheDiskHasAndNobodyWhereTheHomeIs(@Autowired CaptioningHome home) {
    String health = client.get("/actuator/health").body();
    String metrics = client.get("/actuator/prometheus").body();

    assertThat(health).contains("\"diskSpace\"", "\"free\"").doesNotContain("\"path\"");
    assertThat(metrics).containsPattern("(?m)^disk_free_bytes [0-9.E]+$");
    assertThat(health + metrics).doesNotContain(home.path().toString());
  }

  @Test
  void failedSelfCheckTakesReadinessDownAndTheNextGoodOneUpAgain() {
    encoder.before =
        () -> {
          throw new IllegalStateException("the encoder is gone");
        };
    check.run();

    HttpResponse<String> down = client.get("/actuator/health/readiness");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(Client.json(down).at("/components/captions/details/failure").asString())
        .contains("the encoder is gone");
    assertThat(client.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

    encoder.before = () -> {};
    check.run();

    assertThat(client.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void askingForHealthRunsNoModel() {
    AtomicInteger runs = new AtomicInteger();
    encoder.before = runs::incrementAndGet;

    client.get("/actuator/health");
    client.get("/actuator/health/readiness");

    assertThat(runs).hasValue(0);
  }

  @Test
  void failureInsideIsAProblemThatTellsNothing() {
    encoder.before =
        () -> {
          throw new IllegalStateException("secret");
        };

    HttpResponse<String> response =
        client.post("/captions", "image/png", null, TestImages.png(Color.RED));

    ProblemAssert.assertProblem(response, 500, "internal-error", "the service's log");
    assertThat(response.body()).doesNotContain("secret");
    assertThat(metrics())
        .contains(
            "captioning_requests_total{model=\"drawn\",outcome=\"internal-error\",version=\"1\"}");
  }

  @Test
  void infoNamesTheModel() {
    JsonNode info = Client.json(client.get("/actuator/info"));

    assertThat(info.at("/model/name").asString()).isEqualTo("drawn");
    assertThat(info.at("/model/version").asString()).isEqualTo("1");
  }

  @Test
  void metricsCountRequestsImagesStagesAndWords() {
    MultipartBody body =
        MultipartBody.of("a.png", TestImages.png(Color.RED))
            .part("image", "b.png", TestImages.cutOffJpeg());
    assertThat(client.post("/captions", body).statusCode()).isEqualTo(200);
    assertThat(client.post("/captions?beams=1", "image/png", null, new byte[0]).statusCode())
        .isEqualTo(400);

    assertThat(metrics())
        .contains(
            "captioning_requests_total{model=\"drawn\",outcome=\"partial\",version=\"1\"}",
            "captioning_requests_total{model=\"none\",outcome=\"unknown-parameter\",version=\"none\"}",
            "captioning_images_total{model=\"drawn\",outcome=\"success\",version=\"1\"}",
            "captioning_images_total{model=\"drawn\",outcome=\"broken-image\",version=\"1\"}",
            "captioning_stage_seconds_count{model=\"drawn\",outcome=\"success\",stage=\"decode\",version=\"1\"}",
            "captioning_stage_seconds_count{model=\"drawn\",outcome=\"broken-image\",stage=\"decode\",version=\"1\"}",
            "captioning_stage_seconds_count{model=\"drawn\",outcome=\"success\",stage=\"features\",version=\"1\"}",
            "captioning_stage_seconds_count{model=\"drawn\",outcome=\"success\",stage=\"caption\",version=\"1\"}",
            "captioning_words_total{model=\"drawn\",version=\"1\"}",
            "captioning_model_active{model=\"drawn\",version=\"1\"} 1.0");
  }

  @Test
  void metricsTellOfTheMemoryOfTheProcess() {
    assertThat(metrics())
        .containsPattern("captioning_memory_bytes\\{part=\"resident\"} [1-9].*E[789]")
        .containsPattern("captioning_memory_bytes\\{part=\"native\"} [0-9]")
        .containsPattern("captioning_memory_bytes\\{part=\"models\"} [1-9]");
  }

  @Test
  void answersDoNotNameTheServer() {
    assertThat(client.get("/actuator/health").headers().firstValue("Server")).isEmpty();
  }

  private String metrics() {
    HttpResponse<String> response = client.get("/actuator/prometheus");
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
