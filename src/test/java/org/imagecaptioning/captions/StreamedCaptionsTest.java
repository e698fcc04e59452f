package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Captions as server-sent events. */
@ServiceTest
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StreamedCaptionsTest {

  private static final String EVENTS = "text/event-stream";

  @Autowired private ColourGrid encoder;
  @Autowired private TestModels.LentModels models;
  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @AfterEach
  void release() {
    encoder.before = () -> {};
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strategy=greedy",
        "strategy=beam&beamSize=1",
        "strategy=beam&beamSize=3",
        "strategy=beam&beamSize=20&candidates=20",
        "strategy=sample&seed=7",
        "strategy=sample&seed=7&candidates=5"
      })
  void wordsComeFirstThenTheCaptionThatTheyMakeThenTheEnd(String query) {
    HttpResponse<String> response = stream("?" + query, TestImages.png(Color.RED));

    List<Event> events = Event.all(response.body());
    int words = events.size() - 2;
    assertThat(events.subList(0, words)).isNotEmpty().allMatch(e -> e.name().equals("word"));
    assertThat(events.subList(words, words + 2).stream().map(Event::name))
        .containsExactly("caption", "done");
    assertThat(Event.words(events, 0))
        .isEqualTo(events.get(words).data().at("/captions/0/text").asString());
  }

  @Test
  void captionIsWhatJsonGives() {
    String query = "?candidates=3&detail=tokens";
    List<Event> events = Event.all(stream(query, TestImages.png(Color.RED)).body());
    JsonNode json =
        Client.json(client.post("/captions" + query, null, null, TestImages.png(Color.RED)));

    ObjectNode told = (ObjectNode) events.get(events.size() - 2).data();
    assertThat(told.at("/timings").propertyNames())
        .containsExactly("decodeMs", "featuresMs", "captionMs");
    told.remove(List.of("index", "timings"));
    assertThat(told).isEqualTo(((ObjectNode) json.at("/results/0")).without("timings"));
    assertThat(events.get(0).data().at("/logProbability"))
        .isEqualTo(json.at("/results/0/captions/0/tokens/0/logProbability"));
    assertThat(events.get(events.size() - 1).data().at("/model")).isEqualTo(json.at("/model"));
  }

  @Test
  void wordsHaveNoLogProbabilityUnlessItIsAskedFor() {
    List<Event> events = Event.all(stream("", TestImages.png(Color.RED)).body());

    assertThat(events.get(0).data().propertyNames()).containsExactly("index", "text");
  }

  @Test
  void headersKeepTheStreamFromBeingKeptOrHeldBack() {
    HttpResponse<String> response = stream("", TestImages.png(Color.RED));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(EVENTS);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
  }

  @Test
  void samplingTellsTheSeedThatWasDrawnAtTheEnd() {
    List<Event> events = Event.all(stream("?strategy=sample", TestImages.png(Color.RED)).body());
    long seed = events.get(events.size() - 1).data().at("/seed").asLong(-1);

    assertThat(seed).isNotNegative();
    assertThat(
            Event.words(
                Event.all(
                    stream("?strategy=sample&seed=" + seed, TestImages.png(Color.RED)).body()),
                0))
        .isEqualTo(Event.words(events, 0));
  }

  @Test
  void imagesFollowEachOtherAndOneThatFailsIsAProblemInItsPlace() {
    MultipartBody body =
        MultipartBody.of("broken.jpg", TestImages.cutOffJpeg())
            .part("image", "red.png", TestImages.png(Color.RED))
            .part("image", "notes.txt", "just text".getBytes(StandardCharsets.UTF_8));
    List<Event> events =
        Event.all(client.post("/captions", body.contentType(), EVENTS, body.bytes()).body());

    assertThat(events.stream().map(Event::name).filter(name -> !name.equals("word")))
        .containsExactly("problem", "caption", "problem", "done");
    JsonNode first = events.get(0).data();
    assertThat(first.at("/index").asInt(-1)).isZero();
    assertThat(first.at("/image/name").asString()).isEqualTo("broken.jpg");
    assertThat(first.at("/problem/type").asString())
        .isEqualTo("urn:problem:captioning:broken-image");
    assertThat(Event.words(events, 1)).isNotEmpty();
    assertThat(events.get(events.size() - 2).data().at("/index").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "?beamSize=21, image/png, 400, invalid-parameter",
    "?beams=1, image/png, 400, unknown-parameter",
    "?model=other, image/png, 404, unknown-model",
    "'', application/json, 415, unsupported-media-type",
    "'', image/png, 422, broken-image"
  })
  void whatIsWrongBeforeTheFirstWordIsAPlainProblem(
      String query, String contentType, int status, String type) {
    assertProblem(
        client.post("/captions" + query, contentType, EVENTS, TestImages.cutOffJpeg()),
        status,
        type,
        "");
  }

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, text/event-stream",
    "'text/event-stream, application/json', text/event-stream",
    "'text/event-stream, */*', text/event-stream",
    "'application/json;q=0.9, text/event-stream', text/event-stream",
    "'application/json, text/event-stream', application/json",
    "'text/event-stream;q=0.5, text/plain', text/plain",
    "text/*, text/plain",
    "*/*, application/json"
  })
  void eventsAreGivenWhereTheyAreWhatIsLikedBest(String accept, String given) {
    HttpResponse<String> response =
        client.post("/captions", null, accept, TestImages.png(Color.RED));

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith(given));
  }

  @Test
  void eachImageIsToldOfBeforeTheNextOneIsLookedAt() throws IOException {
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(1);
    encoder.before =
        () -> {
          if (seen.incrementAndGet() == 2) {
            await(second);
          }
        };
    try (Socket socket = open(images(2))) {
      BufferedReader answer = answer(socket);
      Event event = Event.next(answer);
      while (event.name().equals("word")) {
        event = Event.next(answer);
      }
      assertThat(event.name()).isEqualTo("caption");

      second.countDown();

      List<Event> rest = Event.allOf(answer);
      assertThat(Event.words(rest, 1)).isNotEmpty();
      assertThat(rest.get(rest.size() - 1).name()).isEqualTo("done");
    }
  }

  @Test
  void clientThatGoesAwayStopsTheWorkAndGivesTheModelBack() throws IOException {
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    encoder.before =
        () -> {
          if (seen.incrementAndGet() == 2) {
            waiting.countDown();
            await(gone);
          }
        };
    AtomicInteger lent = models.lent();
    try (Socket socket = open(images(20))) {
      assertThat(Event.next(answer(socket)).name()).isEqualTo("word");
      await(waiting);
      assertThat(lent).hasPositiveValue();
      socket.setSoLinger(true, 0); // closing then tells the other side at once
    }
    gone.countDown();

    while (lent.get() > 0) {
      Thread.onSpinWait();
    }
    assertThat(seen).hasValueLessThan(20);
    String abandoned =
        "captioning_requests_total{model=\"drawn\",outcome=\"abandoned\",version=\"1\"}";
    while (!client.get("/actuator/prometheus").body().contains(abandoned)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void failureInsideEndsTheStreamWithAProblemThatTellsNothing() {
    AtomicInteger seen = new AtomicInteger();
    encoder.before =
        () -> {
          if (seen.incrementAndGet() == 2) {
            throw new IllegalStateException("secret");
          }
        };

    MultipartBody body = images(3);
    HttpResponse<String> response =
        client.post("/captions", body.contentType(), EVENTS, body.bytes());

    List<Event> events = Event.all(response.body());
    Event last = events.get(events.size() - 1);
    assertThat(last.name()).isEqualTo("problem");
    assertThat(last.data().at("/problem/type").asString())
        .isEqualTo("urn:problem:captioning:internal-error");
    assertThat(last.data().has("index")).isFalse();
    assertThat(response.body()).doesNotContain("secret");
  }

  private HttpResponse<String> stream(String query, byte[] image) {
    HttpResponse<String> response = client.post("/captions" + query, "image/png", EVENTS, image);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }

  private static MultipartBody images(int count) {
    MultipartBody body = new MultipartBody();
    for (int i = 0; i < count; i++) {
      body.part("image", i + ".png", TestImages.png(Color.RED));
    }
    return body;
  }

  /** Sends images, as HTTP/1.0, whose answers are not in chunks. */
  private Socket open(MultipartBody body) throws IOException {
    byte[] bytes = body.bytes();
    Socket socket = new Socket("localhost", client.port());
    String head =
        "POST /captions HTTP/1.0\r\nHost: localhost\r\nAccept: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(EVENTS, body.contentType(), bytes.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    return socket;
  }

  /** What comes after the headers. */
  private static BufferedReader answer(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    assertThat(reader.readLine()).contains(" 200 ");
    while (!reader.readLine().isEmpty()) {
      // headers
    }
    return reader;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
