package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the settings that come with the service have a line of the log look. */
class LogFormatTest {

  private final LoggerContext context = new LoggerContext();

  @Test
  void lineOfARequestBeginsWithItsId() throws IOException {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(setting("application.yml", "logging.pattern.correlation") + "%msg");
    layout.start();

    assertThat(layout.doLayout(event(Map.of("requestId", "abc")))).isEqualTo("[abc] said");
    assertThat(layout.doLayout(event(Map.of()))).isEqualTo("said");
  }

  @Test
  void lineOfTheProfileJsonIsAnObjectThatHasIt() throws IOException {
    context.putObject(Environment.class.getName(), new MockEnvironment());
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat(setting("application-json.yml", "logging.structured.format.console"));
    encoder.start();

    String line =
        new String(encoder.encode(event(Map.of("requestId", "abc"))), StandardCharsets.UTF_8);

    JsonNode json = new JsonMapper().readTree(line);
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(json.at("/message").asString()).isEqualTo("said");
    assertThat(json.at("/requestId").asString()).isEqualTo("abc");
  }

  private LoggingEvent event(Map<String, String> mdc) {
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("any"), Level.INFO, "said", null, null);
    event.setMDCPropertyMap(mdc);
    return event;
  }

  private static String setting(String file, String name) throws IOException {
    PropertySource<?> settings =
        new YamlPropertySourceLoader().load(file, new ClassPathResource(file)).get(0);
    return String.valueOf(Objects.requireNonNull(settings.getProperty(name)));
  }
}
