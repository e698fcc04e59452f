package org.imagecaptioning.captions;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Calls that ask for what was made before, or is being made. Each test has a picture of its own.
 */
@ServiceTest
@TestPropertySource(
    properties = {
      "captioning.home=target/test-home-cached",
      "captioning.cache.enabled=true",
      "captioning.self-check-interval=1h"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CachedCaptionsTest {

  private static final int CLIENTS = 6;
  private static final String EVENTS = "text/event-stream";

  @Autowired private ColourGrid encoder;
  @Autowired private TestModels.LentModels models;
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicInteger runs = new AtomicInteger();
  private int pictures;
  private byte[] picture = new byte[0];
  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
    picture = TestImages.png(new Color(++pictures));
    runs.set(0);
    encoder.before = runs::incrementAndGet;
  }

  @AfterEach
  void release() {
    encoder.before = () -> {};
  }

  @AfterAll
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void sameCallAgainIsAnsweredWithoutWork() {
    JsonNode first = result(caption("?candidates=3"));
    JsonNode second = result(caption("?candidates=3&detail=tokens"));

    assertThat(runs).hasValue(1);
    assertThat(first.at("/timings").has("cached")).isFalse();
    assertThat(second.at("/timings/cached").asBoolean()).isTrue();
    assertThat(texts(second)).hasSize(3).isEqualTo(texts(first));
    assertThat(second.at("/image")).isEqualTo(first.at("/image"));
    assertThat(second.at("/captions/0/tokens/0/logProbability").isNumber()).isTrue();
    assertThat(metrics())
        .contains(
            "captioning_cache_total{cache=\"captions\",model=\"drawn\",result=\"hit\",version=\"1\"}",
            "captioning_cache_total{cache=\"captions\",model=\"drawn\",result=\"miss\",version=\"1\"}",
            "captioning_cache_total{cache=\"features\",model=\"drawn\",result=\"miss\",version=\"1\"}",
            "captioning_cache_size_bytes{cache=\"captions\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strategy=greedy",
        "strategy=sample&seed=1",
        "strategy=sample&seed=2",
        "beamSize=5",
        "candidates=2",
        "maxLength=3",
        "minLength=4",
        "lengthPenalty=1.5",
        "temperature=2",
        "topK=3",
        "topP=0.5"
      })
  void otherWaysToDecodeAreOtherCaptionsOfTheSameFeatures(String query) {
    caption("");

    JsonNode other = result(caption("?" + query));

    assertThat(other.at("/timings").has("cached")).isFalse();
    assertThat(other.at("/timings/featuresMs").asDouble(-1)).isZero();
    assertThat(runs).hasValue(1);
    assertThat(result(caption("?" + query)).at("/timings/cached").asBoolean()).isTrue();
  }

  @Test
  void otherBytesAreAnotherPicture() {
    caption("");
    picture = TestImages.png(new Color(0x800000 + pictures));

    assertThat(result(caption("")).at("/timings").has("cached")).isFalse();
    assertThat(runs).hasValue(2);
  }

  @Test
  void samplingWithoutASeedIsDrawnAnewEachTime() {
    JsonNode first = Client.json(caption("?strategy=sample"));
    JsonNode second = Client.json(caption("?strategy=sample"));

    assertThat(second.at("/results/0/timings").has("cached")).isFalse();
    assertThat(second.at("/seed").asLong()).isNotEqualTo(first.at("/seed").asLong());
    JsonNode asked = result(caption("?strategy=sample&seed=" + first.at("/seed").asLong()));
    assertThat(asked.at("/timings").has("cached")).isFalse();
    assertThat(texts(asked)).isEqualTo(texts(first.at("/results/0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-store", "max-age=0, No-Store"})
  void callThatForbidsStoringGoesPastTheCache(String cacheControl) {
    assertThat(result(captionWith(cacheControl)).at("/timings").has("cached")).isFalse();
    assertThat(result(caption("")).at("/timings").has("cached")).isFalse();
    assertThat(result(captionWith(cacheControl)).at("/timings").has("cached")).isFalse();
    assertThat(runs).hasValue(3);
  }

  @Test
  void streamOfKnownCaptionsHasAllItsEvents() {
    String text = result(caption("")).at("/captions/0/text").asString();

    List<Event> events = Event.all(caption("", EVENTS).body());

    assertThat(Event.words(events, 0)).isEqualTo(text);
    Event told = events.get(events.size() - 2);
    assertThat(told.name()).isEqualTo("caption");
    assertThat(told.data().at("/captions/0/text").asString()).isEqualTo(text);
    assertThat(told.data().at("/timings/cached").asBoolean()).isTrue();
    assertThat(events.get(events.size() - 1).name()).isEqualTo("done");
    assertThat(runs).hasValue(1);
  }

  @Test
  void whatAStreamMadeIsKnownToTheNextCall() {
    caption("", EVENTS);

    assertThat(result(caption("")).at("/timings/cached").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", EVENTS})
  void equalCallsAtOnceAreWorkedOnOnce(String accept) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    encoder.before =
        () -> {
          runs.incrementAndGet();
          await(go);
        };

    List<CompletableFuture<HttpResponse<String>>> calls = callAtOnce(accept);
    go.countDown();

    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(call.get().statusCode()).isEqualTo(200);
      assertThat(call.get().body()).contains("\"captions\":[{\"text\":\"");
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void whoWaitedForACallThatFailedIsAnsweredAllTheSame() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    encoder.before =
        () -> {
          int run = runs.incrementAndGet();
          await(go);
          if (run == 1) {
            throw new IllegalStateException("only the first");
          }
        };

    List<CompletableFuture<HttpResponse<String>>> calls = callAtOnce("application/json");
    go.countDown();

    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      statuses.add(call.get().statusCode());
    }
    assertThat(statuses).containsOnlyOnce(500).containsOnly(200, 500);
  }

  @Test
  void brokenPictureIsRefusedEachTime() throws IOException {
    picture = TestImages.cutOffJpeg();

    for (int i = 0; i < 2; i++) {
      ProblemAssert.assertProblem(caption(""), 422, "broken-image", "");
    }
  }

  /** Once this is back all calls are in the service. */
  private List<CompletableFuture<HttpResponse<String>>> callAtOnce(String accept) {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      calls.add(supplyAsync(() -> caption("", accept), clients));
    }
    while (models.lent().get() < CLIENTS) {
      Thread.onSpinWait();
    }
    return calls;
  }

  private HttpResponse<String> caption(String query) {
    return caption(query, "application/json");
  }

  private HttpResponse<String> caption(String query, String accept) {
    return client.post("/captions" + query, "image/png", accept, picture);
  }

  private HttpResponse<String> captionWith(String cacheControl) {
    return client.send(
        HttpRequest.newBuilder(client.uri("/captions"))
            .header("Cache-Control", cacheControl)
            .POST(BodyPublishers.ofByteArray(picture)));
  }

  private static JsonNode result(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Client.json(response).at("/results/0");
  }

  private static List<String> texts(JsonNode result) {
    return result.at("/captions").valueStream().map(c -> c.at("/text").asString()).toList();
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
