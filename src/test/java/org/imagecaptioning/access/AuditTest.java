package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagecaptioning.LogEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.KeyValuePair;

/** What is written down of whoever changes something. */
class AuditTest {

  private static AccessTestService open;
  private static AccessTestService keyed;
  private static String ops;
  private static String reader;
  private static Path home;

  @BeforeAll
  static void start(@TempDir Path folder) {
    home = folder;
    Path file = folder.resolve("keys");
    ops = AccessTestService.makeKey(file, "ops", "admin");
    reader = AccessTestService.makeKey(file, "reader", "caption");
    open = new AccessTestService(folder);
    keyed = new AccessTestService(folder, "--captioning.access.keys-file=" + file);
  }

  @AfterAll
  static void stop() {
    open.close();
    keyed.close();
  }

  @Test
  void changeIsWrittenDownWithItsKeyItsOutcomeAndItsRequest() throws IOException {
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      keyed.call("DELETE /models/mine/1?why=not", bearer(ops), "X-Request-Id: r1");

      assertThat(audit.messages())
          .containsExactly("key:ops from 127.0.0.1: DELETE /models/mine/1 -> 200, request r1");
      assertThat(
              audit.all().get(0).getKeyValuePairs().stream()
                  .collect(Collectors.toMap((KeyValuePair p) -> p.key, p -> p.value)))
          .isEqualTo(
              Map.of(
                  "who", "key:ops",
                  "from", "127.0.0.1",
                  "method", "DELETE",
                  "path", "/models/mine/1",
                  "outcome", 200));
    }
  }

  @Test
  void changeWithoutKeysIsThatOfThisMachine() throws IOException {
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      open.call("POST /train", "X-Request-Id: r2");

      assertThat(audit.messages())
          .containsExactly("local from 127.0.0.1: POST /train -> 200, request r2");
    }
  }

  @Test
  void refusalsAreWrittenDown() throws IOException {
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      keyed.call("PUT /models/active", bearer(reader), "X-Request-Id: r3");
      keyed.call("GET /datasets", "X-Request-Id: r4");
      keyed.call("GET /models", bearer("guessed"), "X-Request-Id: r5");
      open.call("POST /train", "Origin: null", "X-Request-Id: r6");

      assertThat(audit.messages())
          .containsExactly(
              "key:reader from 127.0.0.1: PUT /models/active -> 403, request r3",
              "anonymous from 127.0.0.1: GET /datasets -> 401, request r4",
              "anonymous from 127.0.0.1: GET /models -> 401, request r5",
              "anonymous from 127.0.0.1: POST /train -> 403, request r6");
    }
  }

  @Test
  void changeThatFailsIsWrittenDownAsFailed() throws IOException {
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      open.call("POST " + AccessTestService.BROKEN, "X-Request-Id: r7");

      assertThat(audit.messages())
          .containsExactly("local from 127.0.0.1: POST /broken -> 500, request r7");
    }
  }

  @Test
  void readingAndCaptioningAreNot() throws IOException {
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      open.call("GET /train");
      open.call("POST /captions");
      keyed.call("POST /captions", bearer(reader));
      keyed.call("GET /actuator/health");

      assertThat(audit.messages()).isEmpty();
    }
  }

  @Test
  void modelThatIsTakenAwayIs() throws IOException {
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      keyed.call("GET /models/mine/1/bundle", bearer(ops), "X-Request-Id: r8");

      assertThat(audit.messages())
          .containsExactly("key:ops from 127.0.0.1: GET /models/mine/1/bundle -> 200, request r8");
    }
  }

  @Test
  void keysAreNotWrittenDownWhereverTheyStand() throws IOException {
    try (LogEvents audit = new LogEvents("ROOT")) {
      try (LogEvents named = new LogEvents(AuditLog.NAME)) {
        keyed.call("POST /train?key=" + ops, "Cookie: key=" + ops);
        keyed.call("POST /train", bearer(reader), "X-API-Key: " + ops);

        assertThat(named.messages()).hasSize(2);
      }
      assertThat(audit.messages()).noneMatch(line -> line.contains(ops) || line.contains(reader));
    }
  }

  @Test
  void itGoesIntoAFileOfTheHomeToo(@TempDir Path other) throws IOException {
    try (AccessTestService service =
            new AccessTestService(other, "--captioning.access.audit-file=audit/audit.log");
        LogEvents audit = new LogEvents(AuditLog.NAME)) {
      service.call("POST /train", "X-Request-Id: r9");
      assertThat(audit.messages()).hasSize(1);
    }

    Path file;
    try (Stream<Path> files = Files.walk(other)) {
      file = files.filter(found -> found.endsWith("audit/audit.log")).findAny().orElseThrow();
    }
    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z local from 127.0.0.1: POST /train -> 200, request r9");
  }

  @Test
  void serviceDoesNotStartIfTheFileCannotBeWritten() {
    assertThatThrownBy(
            () -> new AccessTestService(home, "--captioning.access.audit-file=/proc/audit").close())
        .rootCause()
        .hasMessageContaining("/proc/audit, which captioning.access.audit-file names");
  }

  private static String bearer(String key) {
    return "Authorization: Bearer " + key;
  }
}
