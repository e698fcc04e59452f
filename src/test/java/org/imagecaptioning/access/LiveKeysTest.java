package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.LogEvents;
import org.imagecaptioning.web.RequestId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** Keys that are changed while the service runs. */
class LiveKeysTest {

  @TempDir private Path folder;

  private Path file;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private String first;
  private LiveKeys keys;

  @BeforeEach
  void begin() {
    file = folder.resolve("keys");
    first = AccessTestService.makeKey(file, "first", "admin");
    keys =
        new LiveKeys(
            new AccessSettings(List.of(), file, false, List.of(), null), () -> now, new AuditLog());
  }

  @Test
  void keyThatIsAddedIsKnownASecondLater() {
    String second = AccessTestService.makeKey(file, "second", "train");

    assertThat(keys.get().find(second)).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(keys.get().find(second)).map(ApiKey::name).hasValue("second");
    assertThat(keys.get().find(first)).isPresent();
  }

  @Test
  void keyThatIsRemovedIsNotKnownASecondLater() throws IOException {
    AccessTestService.makeKey(file, "second", "train");
    Files.write(file, Files.readAllLines(file).subList(1, 2));
    pass(Duration.ofSeconds(1));

    assertThat(keys.get().find(first)).isEmpty();
  }

  @Test
  void fileThatIsReplacedWithinOneTickOfItsClockIsRead() throws IOException {
    String hash = "0".repeat(64);
    var modified = Files.getLastModifiedTime(file);
    Files.writeString(file, "first %s admin%n".formatted(hash));
    Files.setLastModifiedTime(file, modified);
    pass(Duration.ofSeconds(1));

    assertThat(keys.get().all()).extracting(ApiKey::sha256).containsExactly(hash);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "first", "# all gone", "first 123 admin", "\u0000"})
  void fileThatIsBrokenLeavesTheKeysAsTheyWere(String content) throws IOException {
    Files.writeString(file, content);
    pass(Duration.ofSeconds(1));

    assertThat(keys.get().find(first)).isPresent();
    assertThat(keys.wrong()).isPresent();
  }

  @Test
  void fileThatIsGoneLeavesTheKeysAsTheyWereUntilThereIsOneAgain() throws IOException {
    Files.delete(file);
    pass(Duration.ofSeconds(1));
    assertThat(keys.get().find(first)).isPresent();
    assertThat(keys.wrong()).hasValueSatisfying(why -> assertThat(why).contains("no file of keys"));

    String next = AccessTestService.makeKey(file, "next", "admin");
    pass(Duration.ofSeconds(1));
    assertThat(keys.get().find(first)).isEmpty();
    assertThat(keys.get().find(next)).isPresent();
    assertThat(keys.wrong()).isEmpty();
  }

  @Test
  void whatIsWrongIsLoggedOnceWithItsLineAndWithoutWhatStandsThere() throws IOException {
    try (LogEvents log = new LogEvents(LiveKeys.class.getName())) {
      Files.writeString(file, "%nfirst captioning_secret admin%n".formatted());
      for (int i = 0; i < 5; i++) {
        pass(Duration.ofSeconds(1));
        keys.get();
      }

      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("The keys stay as they were", "line 2: the SHA-256 of the key 'first'")
          .doesNotContain("secret");
    }
  }

  @Test
  void changesAreAudited() throws IOException {
    AccessTestService.makeKey(file, "second", "train");
    pass(Duration.ofSeconds(1));
    keys.get();
    String line = Files.readAllLines(file).get(0);
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      Files.writeString(file, line.replace(" admin", " caption,admin") + "\n");
      AccessTestService.makeKey(file, "third", "caption");
      pass(Duration.ofSeconds(1));
      keys.get();
      Files.writeString(file, "third %s caption%n".formatted("0".repeat(64)));
      pass(Duration.ofSeconds(1));
      keys.get();

      assertThat(audit.messages())
          .containsExactly(
              "keys-file: first now has caption,admin, not admin; added third (caption);"
                  + " removed second",
              "keys-file: replaced third (caption); removed first");
    }
  }

  @Test
  void changeIsNotPutDownToTheCallThatFoundIt() {
    AccessTestService.makeKey(file, "second", "train");
    pass(Duration.ofSeconds(1));
    MDC.put(RequestId.NAME, "abc");
    try (LogEvents audit = new LogEvents(AuditLog.NAME)) {
      keys.get();

      assertThat(audit.all())
          .singleElement()
          .extracting(ILoggingEvent::getMDCPropertyMap)
          .isEqualTo(Map.of());
    } finally {
      MDC.remove(RequestId.NAME);
    }
  }

  @Test
  void clockThatIsSetBackDoesNotKeepTheFileFromBeingRead() {
    String second = AccessTestService.makeKey(file, "second", "train");
    pass(Duration.ofDays(-1));

    assertThat(keys.get().find(second)).isPresent();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
