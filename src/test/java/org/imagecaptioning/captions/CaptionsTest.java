package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServiceTest
class CaptionsTest {

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @Test
  void oneImageGetsACaptionAndSaysWhatItWas() {
    HttpResponse<String> response =
        client.post("/captions", MultipartBody.of("red.jpg", TestImages.jpeg(Color.RED)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode json = Client.json(response);
    assertThat(json.at("/model/name").asString()).isEqualTo("drawn");
    assertThat(json.at("/model/version").asString()).isEqualTo("1");
    assertThat(json.has("seed")).isFalse();
    JsonNode result = json.at("/results/0");
    assertThat(result.at("/image/name").asString()).isEqualTo("red.jpg");
    assertThat(result.at("/image/sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(result.at("/image/width").asInt()).isEqualTo(640);
    assertThat(result.at("/image/height").asInt()).isEqualTo(480);
    assertThat(result.at("/captions")).hasSize(1);
    assertThat(result.at("/captions/0/text").asString()).matches("[a-z]+( [a-z]+)*");
    assertThat(result.at("/captions/0/score").asDouble()).isNegative();
    assertThat(result.at("/captions/0/logProbability").asDouble()).isNegative();
    assertThat(result.at("/captions/0/finished").isBoolean()).isTrue();
    assertThat(result.at("/captions/0").propertyNames())
        .containsExactly("text", "score", "logProbability", "finished");
    assertThat(result.at("/timings").propertyNames())
        .containsExactly("decodeMs", "featuresMs", "captionMs");
    assertThat(result.has("problem")).isFalse();
  }

  @Test
  void nothingIsKeptWhereTheCacheIsOff() {
    for (int i = 0; i < 2; i++) {
      JsonNode json = Client.json(client.post("/captions", null, null, TestImages.png(Color.RED)));
      assertThat(json.at("/results/0/timings").has("cached")).isFalse();
      assertThat(json.at("/results/0/timings/featuresMs").asDouble()).isPositive();
    }
  }

  @Test
  void severalImagesAreAnsweredInTheirOrder() {
    JsonNode json =
        Client.json(
            client.post(
                "/captions",
                MultipartBody.of("1.png", TestImages.png(Color.RED))
                    .part("image", "folder/2.gif", TestImages.animatedGif())
                    .part("image", "3.jpg", TestImages.jpeg(Color.BLUE))));

    assertThat(json.at("/results").valueStream().map(r -> r.at("/image/name").asString()))
        .containsExactly("1.png", "2.gif", "3.jpg");
    assertThat(json.at("/results").valueStream().map(r -> r.at("/image/width").asInt()))
        .containsExactly(64, 32, 640);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "image/png",
        "image/x-whatever",
        "application/octet-stream",
        "application/x-www-form-urlencoded"
      })
  void imageMayBeTheBodyItself(String contentType) {
    HttpResponse<String> response =
        client.post("/captions?candidates=2", contentType, null, TestImages.png(Color.RED));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode result = Client.json(response).at("/results/0");
    assertThat(result.at("/captions")).hasSize(2);
    assertThat(result.at("/image/width").asInt()).isEqualTo(64);
    assertThat(result.at("/image").has("name")).isFalse();
  }

  @Test
  void tokensAreGivenWhereTheyAreAskedFor() {
    JsonNode caption = captions("?detail=tokens&strategy=greedy").get(0);

    assertThat(
            String.join(
                " ",
                caption.at("/tokens").valueStream().map(t -> t.at("/text").asString()).toList()))
        .isEqualTo(caption.at("/text").asString());
    assertThat(caption.at("/tokens/0/logProbability").asDouble()).isNegative();
  }

  @Test
  void everyDecodingParameterIsTaken() {
    JsonNode captions =
        captions(
            "?model=drawn:1&strategy=sample&beamSize=4&candidates=3&maxLength=6&minLength=2"
                + "&lengthPenalty=0.5&temperature=1.5&topK=10&topP=0.95&seed=7&detail=tokens");

    assertThat(captions).hasSize(3);
    assertThat(captions.valueStream().map(c -> c.at("/tokens").size()))
        .allSatisfy(words -> assertThat(words).isBetween(2, 6));
  }

  @Test
  void samplingTellsItsSeedAndGivesTheSameWordsForItAgain() {
    byte[] image = TestImages.png(Color.GREEN);
    JsonNode first = Client.json(client.post("/captions?strategy=sample", null, null, image));
    long seed = first.at("/seed").asLong();
    JsonNode again =
        Client.json(client.post("/captions?strategy=sample&seed=" + seed, null, null, image));

    assertThat(seed).isBetween(0L, (1L << 53) - 1);
    assertThat(again.at("/seed")).isEqualTo(first.at("/seed"));
    assertThat(again.at("/results/0/captions")).isEqualTo(first.at("/results/0/captions"));
  }

  @Test
  void differentSeedsGiveDifferentWordsSooner() {
    List<String> texts = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      texts.add(captions("?strategy=sample&seed=" + seed).at("/0/text").asString());
    }

    assertThat(texts.stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void plainTextIsOneLineAnImage() {
    MultipartBody body =
        MultipartBody.of("red.png", TestImages.png(Color.RED))
            .part("image", "broken.jpg", TestImages.cutOffJpeg())
            .part("image", "blue.png", TestImages.png(Color.BLUE));
    HttpResponse<String> response =
        client.post("/captions", body.contentType(), "text/plain", body.bytes());

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    List<String> lines = response.body().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo(captions("").at("/0/text").asString());
    assertThat(lines.get(1)).startsWith("# broken.jpg: ");
    assertThat(lines.get(2)).matches("[a-z ]+");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"*/*", "application/json", "text/plain;q=0.5, application/json"})
  void jsonIsGivenUnlessTextIsPreferred(String accept) {
    HttpResponse<String> response =
        client.post("/captions", null, accept, TestImages.png(Color.RED));

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void brokenImageAmongOthersIsToldOfInItsPlace() {
    JsonNode json =
        Client.json(
            client.post(
                "/captions",
                MultipartBody.of("red.png", TestImages.png(Color.RED))
                    .part("image", "notes.jpg", "just text".getBytes())
                    .part("image", "empty.png", new byte[0])));

    assertThat(json.at("/results/0/captions")).hasSize(1);
    assertThat(json.at("/results/1/image/name").asString()).isEqualTo("notes.jpg");
    assertThat(json.at("/results/1/problem/type").asString())
        .isEqualTo("urn:problem:captioning:unsupported-image");
    assertThat(json.at("/results/1/problem/status").asInt()).isEqualTo(415);
    assertThat(json.at("/results/1").has("captions")).isFalse();
    assertThat(json.at("/results/2/problem/type").asString())
        .isEqualTo("urn:problem:captioning:empty-image");
  }

  @Test
  void manyCallersAtOnceGetTheWordsThatEachGetsAlone() throws Exception {
    List<Color> colours = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.BLACK);
    List<JsonNode> alone = new ArrayList<>();
    for (Color colour : colours) {
      alone.add(captionsOf(colour));
    }
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      List<Callable<JsonNode>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Color colour = colours.get(i % colours.size());
        calls.add(() -> captionsOf(colour));
      }
      List<Future<JsonNode>> together = callers.invokeAll(calls);
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % colours.size()));
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(alone.stream().distinct().count()).isGreaterThan(1);
  }

  private JsonNode captions(String query) {
    HttpResponse<String> response =
        client.post("/captions" + query, null, null, TestImages.png(Color.RED));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Client.json(response).at("/results/0/captions");
  }

  private JsonNode captionsOf(Color colour) {
    return Client.json(
            client.post("/captions?candidates=3", "image/png", null, TestImages.png(colour)))
        .at("/results/0/captions");
  }
}
