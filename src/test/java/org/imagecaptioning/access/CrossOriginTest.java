package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages of other origins may do, as browsers ask and are told. */
class CrossOriginTest {

  private static final String APP = "Origin: https://app.example";
  private static final String EVIL = "Origin: https://evil.example";
  private static final String ASKS = "Access-Control-Request-Method: POST";

  private static AccessTestService closed;
  private static AccessTestService allowing;
  private static String key;

  @BeforeAll
  static void start(@TempDir Path folder) {
    Path file = folder.resolve("keys");
    key = AccessTestService.makeKey(file, "app", "caption");
    String keys = "--captioning.access.keys-file=" + file;
    closed = new AccessTestService(folder, keys);
    allowing =
        new AccessTestService(
            folder, keys, "--captioning.access.allowed-origins=https://app.example");
  }

  @AfterAll
  static void stop() {
    closed.close();
    allowing.close();
  }

  @Test
  void noOriginIsAllowedUnlessItIsNamed() throws IOException {
    Answer asked = closed.call("OPTIONS /captions", APP, ASKS);
    Answer called = closed.call("POST /captions", APP, bearer());

    assertThat(asked.text())
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json", "captioning.access.allowed-origins")
        .doesNotContain("Access-Control-Allow");
    // A call without a browser behind it may say what it likes.
    assertThat(called.reached()).isTrue();
    assertThat(called.text()).doesNotContain("Access-Control", "Vary");
  }

  @Test
  void originThatIsNamedMayAskAndCall() throws IOException {
    Answer asked =
        allowing.call(
            "OPTIONS /captions",
            APP,
            ASKS,
            "Access-Control-Request-Headers: authorization, content-type, x-request-id");
    Answer called = allowing.call("POST /captions", APP, bearer());

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.headers("Access-Control-Allow-Origin")).containsExactly("https://app.example");
    assertThat(asked.headers("Access-Control-Allow-Methods"))
        .containsExactly("GET,HEAD,POST,PUT,DELETE");
    assertThat(asked.headers("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(called.reached()).isTrue();
    assertThat(called.headers("Access-Control-Allow-Origin"))
        .containsExactly("https://app.example");
    assertThat(String.join(",", called.headers("Access-Control-Expose-Headers")))
        .contains("X-Request-Id", "Retry-After");
  }

  @Test
  void originThatIsNamedIsToldWhyItIsRefusedAndStillNeedsAKey() throws IOException {
    Answer answer = allowing.call("POST /captions", APP);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers("Access-Control-Allow-Origin"))
        .containsExactly("https://app.example");
  }

  @Test
  void otherOriginsAreRefusedWhateverTheirKey() throws IOException {
    for (String origin :
        List.of(EVIL, "Origin: null", "Origin: https://app.example.evil.example")) {
      for (Answer answer :
          List.of(
              allowing.call("OPTIONS /captions", origin, ASKS),
              allowing.call("POST /captions", origin, bearer()))) {
        assertThat(answer.text())
            .startsWith("HTTP/1.1 403")
            .contains("application/problem+json")
            .doesNotContain("Access-Control-Allow", "Invalid CORS");
      }
    }
  }

  @Test
  void headerThatIsNotKnownMayNotBeAskedFor() throws IOException {
    assertThat(
            allowing
                .call(
                    "OPTIONS /captions",
                    APP,
                    ASKS,
                    "Access-Control-Request-Headers: x-forwarded-for")
                .status())
        .isEqualTo(403);
  }

  private static String bearer() {
    return "Authorization: Bearer " + key;
  }
}
