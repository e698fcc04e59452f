package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagecaptioning.LogEvents;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The id of a request, from its header to its answer, its problem and the log. */
class RequestIdsTest {

  private static final Pattern HEADER = Pattern.compile("\r\nX-Request-Id: ([^\r]*)\r\n");

  private static AccessTestService service;

  @BeforeAll
  static void start(@TempDir Path home) {
    service = new AccessTestService(home);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void answerHasTheIdThatItsCallBrought() throws IOException {
    assertThat(idOf(service.call("GET /models", "X-Request-Id: proxy-1"))).isEqualTo("proxy-1");
  }

  @Test
  void eachCallWithoutAnIdGetsItsOwn() throws IOException {
    String one = idOf(service.call("GET /models"));
    String other = idOf(service.call("GET /models"));

    assertThat(one).matches("[0-9a-f]{16}").isNotEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /train", // refused by the rules
        "POST /broken", // thrown at by the endpoint
        "GET /a%2Fb", // refused by the container
        "GET /%zz", // refused by the container before it is a request
      })
  void problemNamesTheIdOfItsAnswer(String call) throws IOException {
    Answer answer = service.call(call, "Via: 1.1 proxy", "X-Request-Id: proxy-1");

    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    assertThat(answer.text()).contains("\"requestId\":\"proxy-1\"");
    assertThat(idOf(answer)).isEqualTo("proxy-1");
  }

  @Test
  void idIsWithTheLinesOfTheLogThatItsCallCausesAndWithNoOthers() throws IOException {
    try (LogEvents events = new LogEvents("org.imagecaptioning.web.ProblemAdvice")) {
      service.call("GET /broken", "X-Request-Id: proxy-2");
      LoggerFactory.getLogger("org.imagecaptioning.web.ProblemAdvice").error("of no request");

      assertThat(events.all())
          .extracting(ILoggingEvent::getFormattedMessage, ILoggingEvent::getMDCPropertyMap)
          .containsExactly(
              tuple("GET /broken failed", Map.of("requestId", "proxy-2")),
              tuple("of no request", Map.of()));
    }
  }

  @Test
  void idThatWouldBreakTheLogIsReplaced() throws IOException {
    Answer answer =
        service.raw(
            InetAddress.getLoopbackAddress(),
            "GET /models HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a]\t[b\r\n"
                + "Connection: close\r\n\r\n");

    assertThat(idOf(answer)).matches("[0-9a-f]{16}");
  }

  private static String idOf(Answer answer) {
    Matcher header = HEADER.matcher(answer.text());
    assertThat(header.find()).as(answer.text()).isTrue();
    String id = header.group(1);
    assertThat(header.find()).as("a second id").isFalse();
    return id;
  }
}
