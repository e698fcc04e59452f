package org.imagecaptioning.captions;

import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A body that is too large is refused with an answer that arrives, however it is sent. */
@ServiceTest
class RequestLimitsTest {

  private static final byte[] LARGE = new byte[110_000_000];

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @Test
  void bodyThatSaysItIsTooLargeIsRefused() {
    assertTooLarge(client.post("/captions", "image/png", null, LARGE));
  }

  @Test
  void bodyThatTurnsOutTooLargeIsRefused() {
    assertTooLarge(
        client.post(
            "/captions",
            "image/png",
            null,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGE))));
  }

  @Test
  void multipartThatTurnsOutTooLargeIsRefused() {
    byte[] open = MultipartBody.of("a.png", TestImages.png(Color.RED)).open();
    assertTooLarge(
        client.post(
            "/captions",
            new MultipartBody().contentType(),
            null,
            BodyPublishers.ofInputStream(
                () ->
                    new SequenceInputStream(
                        new ByteArrayInputStream(open), new ByteArrayInputStream(LARGE)))));
  }

  @Test
  void largeBodyOfARequestThatIsWrongAnywayIsTakenInToo() {
    assertProblem(
        client.post("/captions?beams=3", "image/png", null, LARGE), 400, "unknown-parameter", "");
    assertProblem(client.post("/nowhere", "image/png", null, LARGE), 404, "not-found", "");
  }

  @Test
  void clientThatAsksFirstIsRefusedBeforeItSends(@LocalServerPort int port) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /captions HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                      + "Content-Length: 110000000\r\nExpect: 100-continue\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));

      assertProblem(Client.answer(socket), 413, "request-too-large", "104857600");
    }
  }

  @Test
  void clientThatAsksFirstIsToldToGoOn(@LocalServerPort int port) throws IOException {
    byte[] image = TestImages.png(Color.RED);
    try (Socket socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /captions HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                      + "Connection: close\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n")
                  .formatted(image.length)
                  .getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      Assertions.assertThat(in.readLine()).startsWith("HTTP/1.1 100");
      in.readLine();
      socket.getOutputStream().write(image);

      Assertions.assertThat(in.readLine()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void nothingOfAnUploadIsLeft() throws IOException {
    byte[] large = new byte[5_000_000];
    client.post("/captions", MultipartBody.of("a.png", large));

    Path uploads = Path.of("target/test-home/uploads");
    Assertions.assertThat(Files.isDirectory(uploads)).isTrue();
    try (var files = Files.list(uploads)) {
      Assertions.assertThat(files).isEmpty();
    }
  }

  private static void assertTooLarge(HttpResponse<String> response) {
    assertProblem(response, 413, "request-too-large", "104857600 bytes");
  }
}
