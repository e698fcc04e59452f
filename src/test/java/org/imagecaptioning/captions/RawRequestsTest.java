package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.captions.ProblemAssert.assertProblem;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What no proper client sends. */
@ServiceTest
class RawRequestsTest {

  private static final byte[] IMAGE = TestImages.png(Color.RED);

  private Client client;

  @BeforeEach
  void connect(@LocalServerPort int port) {
    client = new Client(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a b c HTTP/1.1",
        "GET /[] HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /a%2Fb HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET /%2e%2e/%2e%2e/etc HTTP/1.1",
        "GET /%00 HTTP/1.1",
        "P@ST /captions HTTP/1.1",
      })
  void requestLineThatIsBrokenIsAProblem(String line) throws IOException {
    String answer = client.exchange(line + "\nHost: localhost\nConnection: close\n\n", new byte[0]);

    assertProblem(answer, 400, "malformed-request", "percent-encoded");
    assertThat(answer).doesNotContain("Tomcat", "<html");
  }

  @Test
  void queryThatIsBrokenIsAProblem() throws IOException {
    assertProblem(
        client.exchange(
            head("image/png", "Content-Length: 0").replace(" HTTP", "?detail=%zz HTTP"),
            new byte[0]),
        400,
        "malformed-request",
        "percent-encoded");
  }

  @Test
  void requestWithoutHostIsAProblem() throws IOException {
    assertProblem(
        client.exchange("GET / HTTP/1.1\nConnection: close\n\n", new byte[0]),
        400,
        "malformed-request",
        "");
  }

  @Test
  void headersThatAreTooLongAreAProblem() throws IOException {
    String answer =
        client.exchange(
            "GET / HTTP/1.1\nHost: localhost\nX: " + "x".repeat(9000) + "\n\n", new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
  }

  @Test
  void methodThatIsNoneIsAProblem() throws IOException {
    for (String method : new String[] {"TRACE", "BREW"}) {
      String answer =
          client.exchange(
              method + " /captions HTTP/1.1\nHost: localhost\nConnection: close\n\n", new byte[0]);

      assertProblem(answer, 405, "method-not-allowed", "");
    }
  }

  @Test
  void bodyShorterThanItsContentLengthIsAProblem() throws IOException {
    assertProblem(
        client.exchange(head("image/png", "Content-Length: " + (IMAGE.length + 1)), IMAGE),
        400,
        "incomplete-body",
        "broke off after " + IMAGE.length + " bytes");
  }

  @Test
  void bodyLongerThanItsContentLengthIsCutThere() throws IOException {
    String answer =
        client.exchange(head("image/png", "Content-Length: " + IMAGE.length / 2), IMAGE);

    assertProblem(answer, 422, "broken-image", "PNG");
  }

  @Test
  void contentLengthThatIsNoNumberIsAProblem() throws IOException {
    for (String length : new String[] {"x", "-1", "1, 2"}) {
      assertProblem(
          client.exchange(head("image/png", "Content-Length: " + length), IMAGE),
          400,
          "malformed-request",
          "");
    }
  }

  @Test
  void chunksThatAreBrokenAreAProblem() throws IOException {
    assertProblem(
        client.exchange(
            head("image/png", "Transfer-Encoding: chunked"), "zz\r\nnonsense".getBytes()),
        400,
        "incomplete-body",
        "");
  }

  @Test
  void multipartThatEndsInsideAPartIsAProblem() throws IOException {
    byte[] open = MultipartBody.of("a.png", IMAGE).open();
    byte[] cut = Arrays.copyOf(open, open.length - 20);

    assertProblem(
        client.exchange(
            head(new MultipartBody().contentType(), "Content-Length: " + open.length), cut),
        400,
        "incomplete-body",
        "broke off after " + cut.length);
  }

  @Test
  void bodyThatStopsComingIsAProblem(@LocalServerPort int port) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          head("image/png", "Content-Length: " + (IMAGE.length + 1))
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.write(IMAGE);
      out.flush();

      assertProblem(Client.answer(socket), 408, "request-timeout", "no more came");
    }
  }

  private static String head(String contentType, String length) {
    return "POST /captions HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: %s\n%s\n\n"
        .formatted(contentType, length);
  }
}
