package org.imagecaptioning.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CaptioningSettingsTest {

  @Test
  void settingsHaveDefaults() {
    CaptioningSettings settings = bind(Map.of());

    assertThat(settings.home()).isEqualTo(Path.of("captioning-data").toAbsolutePath());
    assertThat(settings.role()).isEqualTo(Role.ALL);
    assertThat(settings.selfCheckInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.requests().maxBytes()).isEqualTo(DataSize.ofMegabytes(100));
    assertThat(settings.requests().maxImages()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource({
    "captioning.self-check-interval, 100ms, at least 1s",
    "captioning.requests.max-bytes, 0B, at least 1B",
    "captioning.requests.max-images, 0, at least 1",
  })
  void settingThatCannotBeIsRefusedByItsName(String name, String value, String expected) {
    assertThatThrownBy(() -> bind(Map.of(name, value)))
        .rootCause()
        .hasMessageContaining(name)
        .hasMessageContaining(expected);
  }

  @Test
  void everySettingIsDescribedToEditors() throws IOException {
    try (InputStream metadata =
        CaptioningSettings.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      JsonNode properties = new JsonMapper().readTree(metadata).at("/properties");
      assertThat(properties.valueStream().map(property -> property.at("/name").asString()))
          .contains(
              "captioning.home",
              "captioning.self-check-interval",
              "captioning.requests.max-bytes",
              "captioning.requests.max-images");
      assertThat(properties)
          .allSatisfy(
              property ->
                  assertThat(property.at("/description").asString())
                      .as(property.at("/name").asString())
                      .isNotBlank());
    }
  }

  private static CaptioningSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("captioning", CaptioningSettings.class);
  }
}
