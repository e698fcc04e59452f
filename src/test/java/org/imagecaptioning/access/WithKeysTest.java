package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecaptioning.access.AccessTestService.ASKS_FOR_ADMIN;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.imagecaptioning.hashes.Sha256;
import org.imagecaptioning.web.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what where keys are set. */
class WithKeysTest {

  private static AccessTestService service;
  private static AccessTestService anonymous;
  private static String caption;
  private static String train;
  private static String admin;
  private static String both;

  @BeforeAll
  static void start(@TempDir Path folder) {
    Path file = folder.resolve("keys");
    caption = AccessTestService.makeKey(file, "reader", "caption");
    train = AccessTestService.makeKey(file, "trainer", "train");
    admin = AccessTestService.makeKey(file, "ops", "admin");
    both = AccessTestService.makeKey(file, "activator", "train,admin");
    service = new AccessTestService(folder, "--captioning.access.keys-file=" + file);
    anonymous =
        new AccessTestService(
            folder,
            "--captioning.access.keys-file=" + file,
            "--captioning.access.anonymous-captions=true");
  }

  @AfterAll
  static void stop() {
    service.close();
    anonymous.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST /captions, caption",
    "POST /captions?seed=1, caption",
    "GET /captions, caption",
    "DELETE /captions, caption",
    "GET /models, caption",
    "HEAD /models, caption",
    "OPTIONS /models, caption",
    "GET /models/mine, caption",
    "GET /models/mine/1, caption",
    "GET /models/mine/1/bundle, admin",
    "HEAD /models/mine/1/bundle, admin",
    "POST /models, admin",
    "PUT /models/active, admin",
    "POST /models/rollback, admin",
    "DELETE /models/mine, admin",
    "DELETE /models/mine/1, admin",
    "GET /datasets, train",
    "HEAD /datasets, train",
    "OPTIONS /datasets, train",
    "POST /datasets, train",
    "GET /datasets/mine, train",
    "DELETE /datasets/mine, train",
    "GET /train, train",
    "POST /train, train",
    "GET /train/1, train",
    "GET /train/1/events, train",
    "DELETE /train/1, train",
    "POST /train/1/resume, train",
    "GET /evaluations, train",
    "POST /evaluations, train",
    "DELETE /evaluations/1, train",
  })
  void callNeedsAKeyWithItsScope(String call, String scope) throws IOException {
    assertNeeds(service, call, Scope.ofLabel(scope));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /",
        "POST /new",
        "GET /new",
        "POST /actuator/loggers/ROOT",
        "POST /actuator/health",
        "GET /actuator/env",
        "GET /actuator/heapdump",
        "DELETE /swagger-ui/index.html",
      })
  void callThatNoRuleKnowsNeedsAdmin(String call) throws IOException {
    assertNeeds(service, call, Scope.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /swagger-ui",
        "GET /swagger-ui/index.html",
        "GET /v3/api-docs",
        "GET /v3/api-docs/swagger-config",
        "GET /actuator",
        "GET /actuator/health",
        "HEAD /actuator/health/liveness",
        "GET /actuator/info",
        "GET /actuator/prometheus",
      })
  void documentationHealthAndMetricsAreOpenToAnyone(String call) throws IOException {
    assertThat(service.call(call, "Host: somewhere.example").outcome()).isEqualTo("reached");
  }

  @Test
  void keyComesAsBearerTokenOrInAHeaderOfItsOwn() throws IOException {
    for (String header :
        List.of(
            "Authorization: Bearer " + train,
            "authorization: bearer " + train,
            "X-API-Key: " + train,
            "x-api-key: " + train)) {
      assertThat(service.call("POST /train", header).outcome()).as(header).isEqualTo("reached");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: ",
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Bearer wrong",
        "Authorization: Basic b3BzOm9wcw==",
        "X-API-Key: ",
        "X-API-Key: wrong",
        "Cookie: key=wrong",
      })
  void callWithoutAKnownKeyIsAskedForOne(String header) throws IOException {
    Answer answer = service.call("POST /train", header);

    assertThat(answer.text())
        .startsWith("HTTP/1.1 401")
        .contains("WWW-Authenticate: Bearer realm=\"captioning\"")
        .contains("application/problem+json", "urn:problem:captioning:unauthorized", "scope train");
  }

  @Test
  void hashOfAKeyIsNoKey() throws IOException {
    String hash = Sha256.of(train);

    assertThat(with(service, "POST /train", hash).outcome()).isEqualTo("401");
  }

  @Test
  void keyThatIsNotKnownIsRefusedWhereNoneIsNeededToo() throws IOException {
    assertThat(service.call("GET /actuator/health", "Authorization: Bearer gone").text())
        .startsWith("HTTP/1.1 401")
        .contains("The key that was sent is not known here; GET /actuator/health needs none.");
  }

  @Test
  void keyInTheQueryIsNotLookedAt() throws IOException {
    assertThat(service.call("GET /train?key=" + train + "&access_token=" + train).outcome())
        .isEqualTo("401");
  }

  @Test
  void refusalNamesTheKeyItsScopesAndTheOneThatIsMissing() throws IOException {
    assertThat(with(service, "PUT /models/active", train).text())
        .startsWith("HTTP/1.1 403")
        .contains("urn:problem:captioning:forbidden")
        .contains(
            "PUT /models/active needs a key with the scope admin; the key 'trainer' has train")
        .doesNotContain(train);
  }

  @Test
  void withKeysItDoesNotMatterWhereACallComesFrom() throws IOException {
    assertThat(
            with(service, "POST /train", train, "Host: service.example", "Via: 1.1 proxy")
                .outcome())
        .isEqualTo("reached");
    assertThat(service.call("POST /train").outcome()).isEqualTo("401");
  }

  @Test
  void endpointThatAsksForMoreThanItsPathGetsIt() throws IOException {
    assertThat(with(service, "POST /train" + ASKS_FOR_ADMIN, train).text())
        .startsWith("HTTP/1.1 403")
        .contains("needs a key with the scope admin; the key 'trainer' has train");
    assertThat(with(service, "POST /train" + ASKS_FOR_ADMIN, both).outcome()).isEqualTo("reached");
  }

  @Test
  void anonymousMayCaptionAndListModelsWhereThatIsSet() throws IOException {
    for (String call : List.of("POST /captions", "GET /models", "GET /models/mine/1")) {
      assertThat(anonymous.call(call).outcome()).as(call).isEqualTo("reached");
    }
    assertNeeds(anonymous, "GET /models/mine/1/bundle", Scope.ADMIN);
    assertNeeds(anonymous, "POST /models", Scope.ADMIN);
    assertNeeds(anonymous, "GET /datasets", Scope.TRAIN);
  }

  @Test
  void bodyOfARefusedCallIsTakenInSoThatItsSenderReadsWhy() throws IOException {
    String body = "x".repeat(1 << 22);

    Answer answer = service.call("POST /train", "Content-Length: " + body.length(), "", body);

    assertThat(answer.status()).isEqualTo(401);
  }

  private static void assertNeeds(AccessTestService service, String call, Scope scope)
      throws IOException {
    assertThat(service.call(call).outcome()).as(call + " without a key").isEqualTo("401");
    for (Scope shown : Scope.values()) {
      assertThat(with(service, call, key(shown)).outcome())
          .as(call + " with " + shown)
          .isEqualTo(shown == scope ? "reached" : "403");
    }
  }

  private static Answer with(AccessTestService service, String call, String key, String... headers)
      throws IOException {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Authorization: Bearer " + key;
    return service.call(call, all);
  }

  private static String key(Scope scope) {
    return switch (scope) {
      case CAPTION -> caption;
      case TRAIN -> train;
      case ADMIN -> admin;
    };
  }
}
