package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A client that keeps its connection open and sends no more is told so, and is cut off. */
@ServiceTest
@TestPropertySource(
    properties = {
      "captioning.home=target/test-home-slow-bodies",
      "server.tomcat.connection-timeout=1h",
      "captioning.bodies.window=10ms",
      "captioning.bodies.least=1MB"
    })
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SlowBodiesTest {

  private static final byte[] IMAGE = TestImages.png(Color.RED);

  private int port;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    this.port = port;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
  void bodyThatStallsIsEnded(String length) throws IOException {
    String answer = send("POST /captions", "image/png", length, "5\r\n12345");

    assertProblem(answer, 408, "request-timeout", "came too slowly");
    assertThat(answer).contains("Connection: close");
  }

  @Test
  void formThatStallsInsideAPartIsEnded() throws IOException {
    byte[] open = MultipartBody.of("a.png", IMAGE).open();
    String answer =
        send(
            "POST /captions",
            new MultipartBody().contentType(),
            "Content-Length: " + (open.length + 1000),
            new String(open, StandardCharsets.ISO_8859_1));

    assertProblem(answer, 408, "request-timeout", "came too slowly");
  }

  @Test
  void jsonThatStallsIsEnded() throws IOException {
    assertProblem(
        send("POST /train", "application/json", "Content-Length: 20", "{\"dataset"),
        408,
        "request-timeout",
        "came too slowly");
  }

  @Test
  void restOfARefusedBodyIsNotWaitedFor() throws IOException {
    assertProblem(
        send("POST /captions", "text/plain", "Content-Length: 20", "hello"),
        415,
        "unsupported-media-type",
        "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 20", "Content-Length: 20\r\nExpect: 100-continue"})
  void bodyThatNobodyAskedForIsNotWaitedForEither(String headers) throws IOException {
    assertThat(send("GET /models", "text/plain", headers, "hello"))
        .startsWith("HTTP/1.1 200")
        .contains("\"models\"");
  }

  @Test
  void bodyThatIsThereIsTaken() {
    assertThat(new Client(port).post("/captions", "image/png", null, IMAGE).statusCode())
        .isEqualTo(200);
  }

  /** Reads until the service closes, and closes only then. */
  private String send(String call, String contentType, String length, String body)
      throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      String head =
          "%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n"
              .formatted(call, contentType, length);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
      return Client.answer(socket);
    }
  }
}
