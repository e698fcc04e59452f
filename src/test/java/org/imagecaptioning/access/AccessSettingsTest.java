package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class AccessSettingsTest {

  /** Of the key {@code test}, as {@code printf test | sha256sum} gives it. */
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  private static final String OTHER = HASH.replace('9', '8');

  @TempDir private Path folder;

  @Test
  void thereAreNoKeysAndNoAnonymousCaptionsUnlessTheyAreSet() {
    AccessSettings settings = bind(Map.of());

    assertThat(settings.apiKeys(List.of()).all()).isEmpty();
    assertThat(settings.allowedOrigins()).isEmpty();
    assertThat(settings.auditFile()).isNull();
    assertThat(settings.anonymousCaptions()).isFalse();
  }

  @Test
  void keysOfTheSettingsAndOfTheFileAreAllKnown() throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "# ours\n\n  ops\t%s  admin,train \n".formatted(OTHER));

    ApiKeys keys = live(bind(key("one", HASH.toUpperCase(), "caption", file))).get();

    assertThat(keys.all()).extracting(ApiKey::name).containsExactly("one", "ops");
    assertThat(keys.find("test")).map(ApiKey::labels).hasValue("caption");
    assertThat(keys.find("tesT")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', HASH, caption, a key's name is",
    "-x, HASH, caption, a key's name is",
    "one, abc, caption, 64 hexadecimal digits",
    "one, '', caption, 64 hexadecimal digits",
    "one, HASHff, caption, 64 hexadecimal digits",
    "one, HASH, root, 'scope ''root''; there are caption, train, admin'",
    "one, HASH, '', has no scope",
  })
  void keyThatIsNoneIsRefusedWithWords(String name, String hash, String scopes, String words) {
    AccessSettings settings = bind(key(name, hash.replace("HASH", HASH), scopes, null));

    assertThatThrownBy(() -> settings.apiKeys(List.of()))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("captioning.access.keys: ")
        .hasMessageContaining(words);
  }

  @Test
  void keyThatStandsWhereItsHashShouldIsNotRepeated() {
    AccessSettings settings = bind(key("one", "captioning_secret", "caption", null));

    assertThatThrownBy(() -> settings.apiKeys(List.of())).message().doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "'ops HASH', 'line 1: a line is ''name sha256 scope,scope'', three fields; this one has 2'",
    "'ops HASH admin train', this one has 4",
    "'ops HASH admin\n\ntwo abc train', line 3: the SHA-256 of the key 'two'",
    "'ops HASH root', 'line 1: the key ''ops'' has the scope ''root'''",
    "'ops HASH ,', 'line 1: the key ''ops'' has no scope'",
    "'one HASH train\none OTHER train', two keys have the name 'one'",
    "'one HASH train\ntwo HASH train', the key 'two' is there before under another name",
    "'# none', 'which holds no key; make one with'",
    "'', 'which holds no key; make one with'",
  })
  void fileThatIsBrokenIsRefusedWithWordsAndTheLine(String content, String words)
      throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, content.replace("HASH", HASH).replace("OTHER", OTHER));
    AccessSettings settings = bind(Map.of("captioning.access.keys-file", file.toString()));

    assertThatThrownBy(() -> live(settings))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining(words);
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    Path file = folder.resolve("keys");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

    assertThatThrownBy(() -> new KeyFile(file).read()).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> new KeyFile(folder).read()).hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "app.example", "https://app.example/", "https://*.example", "null"})
  void originThatIsNoneIsRefusedWithWords(String origin) {
    assertThatThrownBy(() -> bind(Map.of("captioning.access.allowed-origins", origin)))
        .rootCause()
        .hasMessageContaining("an origin is a scheme and a host")
        .hasMessageContaining("'" + origin + "' is not");
  }

  @Test
  void serviceDoesNotStartWithoutTheFileThatItIsTold(CapturedOutput output) {
    Path file = folder.resolve("absent");

    assertThatThrownBy(
            () -> new AccessTestService(folder, "--captioning.access.keys-file=" + file).close())
        .hasRootCauseInstanceOf(NoSuchFileException.class);

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START", "There is no file of keys at " + file)
        .doesNotContain("\tat org.");
  }

  @Test
  void everySettingIsDescribedToEditors() throws IOException {
    try (InputStream metadata =
        AccessSettings.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      JsonNode properties = new JsonMapper().readTree(metadata).at("/properties");
      assertThat(properties.valueStream().map(property -> property.at("/name").asString()))
          .contains(
              "captioning.access.keys",
              "captioning.access.keys-file",
              "captioning.access.anonymous-captions",
              "captioning.access.allowed-origins",
              "captioning.access.audit-file",
              "captioning.limits.per-key",
              "captioning.limits.per-address",
              "captioning.limits.period");
    }
  }

  private static Map<String, String> key(
      String name, String hash, String scopes, @Nullable Path file) {
    Map<String, String> properties = new HashMap<>();
    properties.put("captioning.access.keys[0].name", name);
    properties.put("captioning.access.keys[0].sha256", hash);
    properties.put("captioning.access.keys[0].scopes", scopes);
    if (file != null) {
      properties.put("captioning.access.keys-file", file.toString());
    }
    return properties;
  }

  private static LiveKeys live(AccessSettings settings) {
    return new LiveKeys(settings, InstantSource.system(), new AuditLog());
  }

  private static AccessSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("captioning.access", AccessSettings.class);
  }
}
