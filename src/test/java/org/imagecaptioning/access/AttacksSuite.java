package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.imagecaptioning.access.AccessTestService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways in that are none, under one setting of what a client may say of itself, with every peer
 * trusted where one can be.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttacksSuite {

  private final String strategy;

  private AccessTestService open;
  private AccessTestService keyed;
  private String train;

  AttacksSuite(String strategy) {
    this.strategy = strategy;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    Path file = folder.resolve("keys");
    train = AccessTestService.makeKey(file, "trainer", "train");
    String[] believing = {
      "--server.forward-headers-strategy=" + strategy,
      "--server.tomcat.remoteip.internal-proxies=.*",
      "--server.tomcat.remoteip.trusted-proxies=.*",
      "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
      "--server.tomcat.remoteip.protocol-header=X-Forwarded-Proto",
      "--server.tomcat.remoteip.host-header=X-Forwarded-Host",
    };
    open = new AccessTestService(folder, believing);
    String[] withKeys = Arrays.copyOf(believing, believing.length + 1);
    withKeys[believing.length] = "--captioning.access.keys-file=" + file;
    keyed = new AccessTestService(folder, withKeys);
  }

  @AfterAll
  void stop() {
    open.close();
    keyed.close();
  }

  @Test
  void programOnThisMachineIsNoAttack() throws IOException {
    assertThat(open.call("POST /train").outcome()).isEqualTo("reached");
    assertThat(keyed.call("POST /train", "Authorization: Bearer " + train).outcome())
        .isEqualTo("reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=127.0.0.1",
        "Forwarded: for=\"[::1]\";host=localhost;proto=http",
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-For: ::1, 127.0.0.1",
        "X-Forwarded-For: localhost",
        "X-Forwarded-Host: localhost",
        "X-Forwarded-Server: localhost",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Port: 80",
        "X-Forwarded-Prefix: /captions",
        "X-Forwarded-Prefix: /actuator/health",
        "X-Forwarded-By: 127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 localhost",
      })
  void headerThatClaimsToComeFromHereGetsNobodyIn(String header) throws IOException {
    InetAddress elsewhere = AccessTestService.elsewhere();

    assertForbidden(open.call(elsewhere, "POST /train", header));
    assertForbidden(open.call(elsewhere, "POST /train", header, "Host: localhost"));
    // Nor through a proxy on this machine, which adds such headers to what others send.
    assertForbidden(open.call("POST /train", header));
    assertThat(keyed.call("POST /train", header).outcome()).isEqualTo("401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "0"})
  void nameThatWasBoundToThisMachineGetsNoPageIn(String host) throws IOException {
    // The browser takes the page and the service for one site: all agree on the name.
    assertForbidden(
        open.call(
            "POST /train",
            "Host: " + host,
            "Origin: http://" + host,
            "Sec-Fetch-Site: same-origin"));
    assertForbidden(
        open.call(
            "POST /train",
            "Host: " + host,
            "X-Forwarded-Host: localhost",
            "Origin: http://localhost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: text/plain",
      })
  void formOnAPageOfAnotherSiteChangesNothing(String type) throws IOException {
    for (String browser :
        List.of(
            "Origin: http://evil.example",
            "Origin: https://localhost",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      assertForbidden(open.call("POST /train", type, browser));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override: GET",
        "X-HTTP-Method: GET",
        "X-Method-Override: GET",
        "X-Original-URL: /captions",
        "X-Rewrite-URL: /captions",
      })
  void headerThatNamesAnotherCallChangesNothing(String header) throws IOException {
    assertForbidden(open.call(AccessTestService.elsewhere(), "POST /train", header));
    assertThat(keyed.call("POST /train", header).outcome()).isEqualTo("401");
    assertThat(keyed.call("POST /train?_method=GET", header).outcome()).isEqualTo("401");
  }

  @Test
  void keyWorksNowhereButInItsHeaders() throws IOException {
    for (String path :
        List.of(
            "/train?key=" + train,
            "/train?access_token=" + train,
            "/train?X-API-Key=" + train,
            "/train?Authorization=Bearer%20" + train)) {
      assertThat(keyed.call("POST " + path).outcome()).as(path).isEqualTo("401");
    }
    for (String header :
        List.of(
            "Cookie: key=" + train,
            "Authorization: " + train,
            "Authorization: Basic " + train,
            "Authorization: Token " + train,
            "Proxy-Authorization: Bearer " + train,
            "X-Authorization: Bearer " + train,
            "X-Forwarded-Authorization: Bearer " + train,
            "Api-Key: " + train)) {
      assertThat(keyed.call("POST /train", header).outcome()).as(header).isEqualTo("401");
    }
    String form = "access_token=" + train;
    assertThat(
            keyed
                .call(
                    "POST /train",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: " + form.length(),
                    "",
                    form)
                .status())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/train;jsessionid=1",
        "/captions;/../train",
        "//train",
        "/captions//../train",
        "/%2e/train",
        "/captions/%2e%2e/train",
        "/captions/..;/train",
        "/actuator/health/..%2f..%2ftrain",
        "/captions/..%5ctrain",
        "/train%00",
        "/train%0a",
        "/train%2f",
        "/%2574rain",
        "/swagger-ui/..;/train",
      })
  void pathThatIsSpelledAsAttacksAreIsRefusedAsSuch(String path) throws IOException {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "DELETE")) {
      assertThat(open.call(method + " " + path).outcome()).as(method).isEqualTo("400");
      assertThat(keyed.call(method + " " + path).outcome()).as(method).isEqualTo("400");
      assertThat(keyed.call(method + " " + path, "Authorization: Bearer " + train).outcome())
          .as(method)
          .isEqualTo("400");
    }
    assertThat(open.call("POST " + path).text())
        .contains("application/problem+json", "urn:problem:captioning:malformed-request");
  }

  @Test
  void pathWithASlashAtItsEndIsAnotherPath() throws IOException {
    assertForbidden(open.call(AccessTestService.elsewhere(), "POST /captions/"));
    assertThat(keyed.call("POST /captions/").outcome()).isEqualTo("401");
  }

  @Test
  void headAndOptionsOpenNoMoreThanGet() throws IOException {
    for (String method : List.of("HEAD", "OPTIONS")) {
      assertThat(keyed.call(method + " /train").outcome()).isEqualTo("401");
      assertThat(keyed.call(method + " /models/mine/1/bundle").outcome()).isEqualTo("401");
      assertThat(keyed.call(method + " /actuator/env").outcome()).isEqualTo("401");
    }
    assertThat(keyed.call("HEAD /train").text()).endsWith("\r\n\r\n");
  }

  @Test
  void onlyHealthInfoAndMetricsOfTheActuatorAreShownToStrangers() throws IOException {
    for (String path : List.of("health", "health/readiness", "info", "prometheus")) {
      assertThat(keyed.call("GET /actuator/" + path).outcome()).as(path).isEqualTo("reached");
    }
    for (String path : List.of("env", "heapdump", "loggers", "beans", "metrics", "shutdown")) {
      assertThat(keyed.call("GET /actuator/" + path).outcome()).as(path).isEqualTo("401");
      assertForbidden(open.call(AccessTestService.elsewhere(), "POST /actuator/" + path));
    }
  }

  private static void assertForbidden(Answer answer) {
    assertThat(answer.text())
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json", "urn:problem:captioning:forbidden");
  }
}
