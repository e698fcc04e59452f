package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what where no key is set. */
class WithoutKeysTest {

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
  @ValueSource(strings = {"POST /train", "PUT /models/active", "DELETE /models/a/1", "PATCH /new"})
  void programOnThisMachineMayChangeAnything(String call) throws IOException {
    assertThat(service.call(call).outcome()).isEqualTo("reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void nameOfThisMachineIsTakenWithAnyPortAndWithout(String host) throws IOException {
    assertThat(service.call("POST /train", "Host: " + host).outcome()).isEqualTo("reached");
    assertThat(service.call("POST /train", "Host: " + host + ":8080").outcome())
        .isEqualTo("reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example",
        "localhost.attacker.example",
        "attacker.example:8080",
        "127.0.0.2",
        "127.0.0.1.attacker.example",
        "[::2]",
        "0.0.0.0",
        "",
      })
  void nameThatOnlyLeadsHereIsRefused(String host) throws IOException {
    assertRefused(service.call("POST /train", "Host: " + host), "Host header is [" + host + "]");
  }

  @Test
  void callWithoutAnyNameIsRefused() throws IOException {
    assertRefused(
        service.raw(InetAddress.getLoopbackAddress(), "POST /train HTTP/1.0\r\n\r\n"),
        "Host header is []");
  }

  @Test
  void nameInTheRequestLineDoesNotReplaceTheHeader() throws IOException {
    assertThat(service.call("POST http://localhost/train", "Host: attacker.example").status())
        .isEqualTo(400);
    assertRefused(
        service.call("POST http://attacker.example/train", "Host: attacker.example"), "Host");
    assertThat(service.call("POST http://attacker.example/train", "Host: localhost").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=127.0.0.1",
        "X-Forwarded-For: 127.0.0.1",
        "x-forwarded-host: localhost",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Anything: ",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 proxy",
        "vIA: ",
      })
  void callThatCameThroughAProxyIsRefused(String header) throws IOException {
    assertRefused(service.call("POST /train", header), "proxy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://attacker.example",
        "null",
        "http://localhost",
        "http://localhost:1",
        "http://127.0.0.1:{port}",
        "localhost:{port}",
        "http://localhost:{port}/",
        "http://localhost:{port}@attacker.example",
        "",
      })
  void pageOfAnotherOriginIsRefused(String origin) throws IOException {
    String own = origin.replace("localhost:{port}", service.authority("localhost"));

    assertRefused(service.call("POST /train", "Origin: " + own), "Origin header");
  }

  @Test
  void pageOfTheServiceItselfMayChangeAnything() throws IOException {
    assertThat(
            service
                .call(
                    "POST /train",
                    "Origin: http://" + service.authority("localhost"),
                    "Sec-Fetch-Site: same-origin")
                .outcome())
        .isEqualTo("reached");
    assertThat(service.call("POST /train", "Sec-Fetch-Site: none").outcome()).isEqualTo("reached");
  }

  @Test
  void secondOriginDoesNotHideBehindTheFirst() throws IOException {
    assertRefused(
        service.call(
            "POST /train",
            "Origin: http://" + service.authority("localhost"),
            "Origin: http://attacker.example"),
        "Origin header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "", "SAME-ORIGIN", "none, cross-site"})
  void pageOfAnotherSiteIsRefused(String site) throws IOException {
    assertRefused(service.call("POST /train", "Sec-Fetch-Site: " + site), "Sec-Fetch-Site");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /train",
        "PUT /models/active",
        "DELETE /datasets/mine",
        "PATCH /new",
        "BREW /captions",
        "PUT /captions",
        "POST /captions/new",
        "POST /captions/",
        "POST /CAPTIONS",
        "POST /actuator/loggers/ROOT",
        "POST /actuator/shutdown",
        "DELETE /swagger-ui/x",
        "POST /",
      })
  void callFromElsewhereChangesNothing(String call) throws IOException {
    assertRefused(service.call(AccessTestService.elsewhere(), call), "it comes from");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /captions",
        "POST /captions?seed=1",
        "GET /models",
        "GET /models/a/1/bundle",
        "GET /train",
        "HEAD /train/1",
        "OPTIONS /train",
        "GET /actuator/prometheus",
        "GET /swagger-ui/index.html",
      })
  void anyoneMayCaptionAndRead(String call) throws IOException {
    assertThat(
            service.call(AccessTestService.elsewhere(), call, "Host: somewhere.example").outcome())
        .isEqualTo("reached");
  }

  @Test
  void keyThatNobodySetHelpsNobody() throws IOException {
    assertRefused(
        service.call(AccessTestService.elsewhere(), "POST /train", "Authorization: Bearer any"),
        "it comes from");
  }

  @Test
  void endpointThatAsksForMoreThanItsPathGetsItFromThisMachine() throws IOException {
    String call = "POST /train" + AccessTestService.ASKS_FOR_ADMIN;

    assertThat(service.call(call).outcome()).isEqualTo("reached");
    assertRefused(
        service.call(AccessTestService.elsewhere(), call.replace("POST", "GET")), "it comes from");
  }

  @Test
  void refusalSaysHowToSetAKey() throws IOException {
    assertThat(service.call("POST /train", "Via: 1.1 proxy").text())
        .contains("java -jar captioning.jar key --name NAME", "captioning.access.keys-file");
  }

  private static void assertRefused(Answer answer, String why) {
    assertThat(answer.text()).startsWith("HTTP/1.1 403").contains("application/problem+json");
    assertThat(answer.text()).contains("urn:problem:captioning:forbidden").contains(why);
  }
}
