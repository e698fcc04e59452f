package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told of answers. */
class SecurityHeadersTest {

  private static AccessTestService service;

  @BeforeAll
  static void start(@TempDir Path home) {
    service = new AccessTestService(home);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /models",
        "GET /actuator/health",
        "GET /swagger-ui/index.html",
        "GET /broken", // an answer that was a failure first
        "POST /train;x=y", // refused by the firewall
        "DELETE /models/mine", // refused by the rules, for the header below
      })
  void everyAnswerIsNotSniffedNotFramedAndTellsNoReferrer(String call) throws IOException {
    Answer answer = service.call(call, "Origin: null");

    assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers("X-Frame-Options")).containsExactly("DENY");
    assertThat(answer.headers("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(answer.headers("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    assertThat(answer.headers("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; ")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
        .doesNotContain("unsafe-eval");
  }

  @Test
  void onlyTheDocumentationRunsScriptsAndOnlyItsOwn() throws IOException {
    assertThat(service.call("GET /swagger-ui/index.html").headers("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("script-src 'self';");
    assertThat(service.call("GET /models").headers("Content-Security-Policy"))
        .singleElement()
        .asString()
        .doesNotContain("script-src");
  }

  @Test
  void answersThatAreNotForAllAreKeptByNobody() throws IOException {
    assertThat(service.call("GET /models").headers("Cache-Control")).containsExactly("no-store");
    assertThat(service.call("GET /swagger-ui/index.html").headers("Cache-Control")).isEmpty();
  }
}
