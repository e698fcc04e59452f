package org.imagecaptioning.captions;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A service that works on one image at a time, and lets no more than three requests in. */
@ServiceTest
@Import(OverloadTest.HandClock.class)
@TestPropertySource(
    properties = {
      "captioning.home=target/test-home-overload",
      "captioning.admission.concurrency=1",
      "captioning.admission.requests=3",
      "captioning.admission.queue=1h",
      "captioning.admission.deadline=1h",
      "captioning.self-check-interval=1h",
      "captioning.access.anonymous-captions=true",
      "captioning.access.keys[0].name=reader",
      // Of the key "test".
      "captioning.access.keys[0].sha256="
          + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "captioning.access.keys[0].scopes=caption"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OverloadTest {

  private static final int MOST = 3;
  private static final AtomicLong NOW = new AtomicLong();

  @Autowired private ColourGrid encoder;
  @Autowired private SelfCheck check;
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final AtomicInteger runs = new AtomicInteger();
  private CountDownLatch release = new CountDownLatch(0);
  private Client client;

  /** No time passes within a test: what a blocked image takes is not learned. */
  @TestConfiguration(proxyBeanMethods = false)
  static class HandClock {

    @Bean
    @Primary
    Admission clockedAdmission(AdmissionSettings settings, CaptionMetrics metrics) {
      return new Admission(settings, NOW::get, metrics::rejected);
    }
  }

  @BeforeEach
  void blockTheFirstImage(@LocalServerPort int port) {
    NOW.addAndGet(Admission.RELIEF.toNanos());
    client = new Client(port);
    CountDownLatch latch = new CountDownLatch(1);
    release = latch;
    runs.set(0);
    encoder.before =
        () -> {
          if (runs.incrementAndGet() == 1) {
            await(latch);
          }
        };
  }

  @AfterEach
  void release() {
    release.countDown();
    encoder.before = () -> {};
  }

  @AfterAll
  void stop() {
    clients.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "text/event-stream"})
  void whatFindsTheServiceFullIsRefusedAtOnceAndTheOthersAreAnswered(String accept)
      throws Exception {
    List<CompletableFuture<HttpResponse<String>>> inside = fill(accept);

    HttpResponse<String> refused = caption(images(1), accept);

    assertProblem(refused, 503, "overloaded", "try again in ");
    assertThat(refused.headers().firstValue("Retry-After"))
        .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-9][0-9]*"));
    assertThat(inside).noneMatch(CompletableFuture::isDone);
    assertThat(runs).hasValue(1);
    release.countDown();
    for (CompletableFuture<HttpResponse<String>> call : inside) {
      assertThat(call.get().statusCode()).isEqualTo(200);
    }
    assertThat(caption(images(1), accept).statusCode()).isEqualTo(200);
  }

  @Test
  void fullServiceRefusesBeforeTheBodyIsSentIfNoneWouldBeKnown(@LocalServerPort int port)
      throws Exception {
    List<CompletableFuture<HttpResponse<String>>> inside = fill("application/json");

    try (Socket socket = new Socket("localhost", port)) {
      String head =
          """
          POST /captions HTTP/1.1
          Host: localhost
          Content-Type: image/png
          Content-Length: 1000000
          Expect: 100-continue

          """;
      socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

      assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: ", "overloaded");
    }
    release.countDown();
    CompletableFuture.allOf(inside.toArray(CompletableFuture[]::new)).get();
  }

  @Test
  void whoShowsAKeyThatIsNoneHearsThatFirst() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> inside = fill("application/json");

    HttpResponse<String> refused =
        client.send(
            HttpRequest.newBuilder(client.uri("/captions"))
                .header("X-API-Key", "none")
                .POST(BodyPublishers.noBody()));

    assertProblem(refused, 401, "unauthorized", "");
    assertThat(refused.body()).doesNotContain("overloaded");
    release.countDown();
    CompletableFuture.allOf(inside.toArray(CompletableFuture[]::new)).get();
  }

  @Test
  void metricsSayWhatWaitsAndWhatWasRefused() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> inside = fill("application/json");

    caption(images(1), "application/json");

    assertThat(metrics())
        .contains(
            "captioning_queue_size 2.0",
            "captioning_rejected_total{reason=\"queue\"}",
            "captioning_requests_total{model=\"none\",outcome=\"overloaded\",version=\"none\"}")
        .containsPattern("http_server_requests_seconds_count.*status=\"503\",uri=\"/captions\"");
    release.countDown();
    CompletableFuture.allOf(inside.toArray(CompletableFuture[]::new)).get();
    assertThat(metrics())
        .contains("captioning_queue_size 0.0", "captioning_queue_wait_seconds_count");
  }

  @Test
  void requestOfManyImagesIsRefusedWholeOrServedWhole() throws Exception {
    CompletableFuture<HttpResponse<String>> many =
        supplyAsync(() -> caption(images(32), "application/json"), clients);
    List<CompletableFuture<HttpResponse<String>>> others = fill("application/json", MOST - 1);

    assertProblem(caption(images(32), "application/json"), 503, "overloaded", "");
    release.countDown();

    JsonNode results = Client.json(many.get()).at("/results");
    assertThat(results).hasSize(32).allMatch(result -> result.has("captions"));
    for (CompletableFuture<HttpResponse<String>> other : others) {
      assertThat(other.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void healthAndItsSelfCheckStandBesideTheQueue() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> inside = fill("application/json");

    assertThat(check.run().passed()).isTrue();
    assertThat(client.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(client.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

    release.countDown();
    CompletableFuture.allOf(inside.toArray(CompletableFuture[]::new)).get();
  }

  private List<CompletableFuture<HttpResponse<String>>> fill(String accept) {
    return fill(accept, MOST);
  }

  /** Once this is back one image is worked on and all others that may be are in the queue. */
  private List<CompletableFuture<HttpResponse<String>>> fill(String accept, int requests) {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      calls.add(supplyAsync(() -> caption(images(1), accept), clients));
    }
    String full = "captioning_queue_size %d.0".formatted(MOST - 1);
    while (!metrics().contains(full)) {
      Thread.onSpinWait();
    }
    return calls;
  }

  private HttpResponse<String> caption(MultipartBody body, String accept) {
    return client.post("/captions", body.contentType(), accept, body.bytes());
  }

  private static MultipartBody images(int count) {
    MultipartBody body = new MultipartBody();
    for (int i = 0; i < count; i++) {
      body.part("image", i + ".png", TestImages.png(Color.RED));
    }
    return body;
  }

  private String metrics() {
    return client.get("/actuator/prometheus").body();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
