package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What callers see of limits: over a day, so that nothing comes back while a test runs. */
class RateLimitTest {

  private AccessTestService service;
  private String key;

  @BeforeEach
  void start(@TempDir Path folder) {
    Path file = folder.resolve("keys");
    key = AccessTestService.makeKey(file, "reader", "caption");
    service =
        new AccessTestService(
            folder,
            "--captioning.access.keys-file=" + file,
            "--captioning.access.anonymous-captions=true",
            "--captioning.limits.per-key=3",
            "--captioning.limits.per-address=2",
            "--captioning.limits.period=1d");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void answersTellWhatIsLeftUntilNothingIs() throws IOException {
    Answer first = service.call("POST /captions");
    Answer second = service.call("POST /captions");
    Answer third = service.call("POST /captions");

    assertThat(first.headers("RateLimit-Policy")).containsExactly("\"address\";q=2;w=86400");
    assertThat(first.headers("RateLimit").get(0)).startsWith("\"address\";r=1;t=4");
    assertThat(first.headers("Retry-After")).isEmpty();
    assertThat(second.reached()).isTrue();
    assertThat(second.headers("RateLimit").get(0)).startsWith("\"address\";r=0;t=8");
    assertThat(third.text())
        .startsWith("HTTP/1.1 429")
        .contains("application/problem+json", "urn:problem:captioning:too-many-requests")
        .contains("This address has made the 2 calls that it may make in 86400 s; the next may");
    assertThat(third.headers("Retry-After")).singleElement().asString().matches("4[0-9]{4}");
  }

  @Test
  void keyHasALimitOfItsOwn() throws IOException {
    service.call("POST /captions");
    service.call("POST /captions");

    for (int left = 2; left >= 0; left--) {
      Answer answer = service.call("POST /captions", "X-API-Key: " + key);
      assertThat(answer.reached()).isTrue();
      assertThat(answer.headers("RateLimit").get(0)).startsWith("\"key\";r=" + left + ";");
    }
    assertThat(service.call("POST /captions", "X-API-Key: " + key).text())
        .startsWith("HTTP/1.1 429")
        .contains("This key has made the 3 calls");
  }

  @Test
  void healthMetricsAndDocumentationAreNotCounted() throws IOException {
    for (int i = 0; i < 3; i++) {
      for (String path :
          new String[] {"/actuator/health", "/actuator/prometheus", "/v3/api-docs"}) {
        Answer answer = service.call("GET " + path);
        assertThat(answer.reached()).isTrue();
        assertThat(answer.headers("RateLimit")).isEmpty();
      }
    }
    assertThat(service.call("POST /captions").reached()).isTrue();
  }

  @Test
  void callsThatAreRefusedAndKeysThatAreGuessedCount() throws IOException {
    assertThat(service.call("POST /train").status()).isEqualTo(401);
    assertThat(service.call("GET /actuator/health", "X-API-Key: guess").status()).isEqualTo(401);

    assertThat(service.call("POST /train", "X-API-Key: guess").status()).isEqualTo(429);
    assertThat(service.call("POST /captions").status()).isEqualTo(429);
    assertThat(service.call("POST /captions", "X-API-Key: " + key).reached()).isTrue();
  }

  @Test
  void addressIsThatOfTheSocketWhateverHeadersSay() throws IOException {
    service.call("POST /captions", "X-Forwarded-For: 10.0.0.1");
    service.call("POST /captions", "X-Forwarded-For: 10.0.0.2");

    assertThat(service.call("POST /captions", "X-Forwarded-For: 10.0.0.3").status()).isEqualTo(429);
  }

  @Test
  void clientsBehindTheProxyThatIsNamedAreTold(@TempDir Path home) throws IOException {
    try (AccessTestService proxied =
        new AccessTestService(
            home,
            "--server.forward-headers-strategy=native",
            "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
            "--captioning.limits.per-address=1",
            "--captioning.limits.period=1d")) {
      InetAddress noProxy = InetAddress.getByName("127.0.0.2");
      // What a client says comes first, what the proxy saw last.
      String said = "X-Forwarded-For: 203.0.113.%d, 10.0.0.%d";

      assertThat(proxied.call("POST /captions", said.formatted(1, 1)).reached()).isTrue();
      assertThat(proxied.call("POST /captions", said.formatted(2, 1)).status()).isEqualTo(429);
      assertThat(proxied.call("POST /captions", said.formatted(1, 2)).reached()).isTrue();
      assertThat(proxied.call(noProxy, "POST /captions", said.formatted(1, 3)).reached()).isTrue();
      assertThat(proxied.call(noProxy, "POST /captions", said.formatted(1, 4)).status())
          .isEqualTo(429);
    }
  }

  @Test
  void withoutSettingsThereIsNoLimit(@TempDir Path home) throws IOException {
    try (AccessTestService free = new AccessTestService(home)) {
      Answer answer = free.call("POST /captions");

      assertThat(answer.reached()).isTrue();
      assertThat(answer.text()).doesNotContain("RateLimit");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "per-key, -1, captioning.limits.per-key is a number of calls",
    "per-address, -1, captioning.limits.per-address is a number of calls",
    "period, 999ms, captioning.limits.period is from 1s to 1d",
    "period, 25h, captioning.limits.period is from 1s to 1d",
  })
  void limitThatIsNoneIsRefusedWithWords(String name, String value, String words) {
    Binder binder =
        new Binder(new MapConfigurationPropertySource(Map.of("captioning.limits." + name, value)));

    assertThatThrownBy(() -> binder.bindOrCreate("captioning.limits", LimitSettings.class))
        .rootCause()
        .hasMessageContaining(words);
  }
}
