package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {

  private static final List<String> KNOWN = List.of("name", "epochs", "rate", "mode", "quick");

  private enum Mode {
    NEVER,
    IF_BETTER
  }

  @Test
  void propertiesAreReadAndThoseThatAreAbsentHaveTheirDefaults() {
    JsonBody body = body("{\"name\": \"a\", \"epochs\": 3, \"rate\": 1, \"mode\": \"if-better\"}");

    assertThat(body.requiredText("name")).isEqualTo("a");
    assertThat(body.whole("epochs", 1, 1, 10)).isEqualTo(3);
    assertThat(body.number("rate", 0.5, 0, 1)).isEqualTo(1);
    assertThat(body.choice("mode", Mode.NEVER)).isEqualTo(Mode.IF_BETTER);
    assertThat(body.flag("quick", true)).isTrue();
    assertThat(body("{}").whole("epochs", 7, 1, 10)).isEqualTo(7);
    assertThat(body("{\"epochs\": 3.0}").whole("epochs", 1, 1, 10)).isEqualTo(3);
    assertThat(body("{\"epochs\": 1e1}").whole("epochs", 1, 1, 10)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'epoch': 3}             | There is no property 'epoch'; there are name, epochs,",
        "{'epochs': '3'}          | epochs is a whole number from 1 to 10, not '3'.",
        "{'epochs': 3.5}          | epochs is a whole number from 1 to 10, not 3.5.",
        "{'epochs': 0}            | epochs is a whole number from 1 to 10, not 0.",
        "{'epochs': 1e99}         | epochs is a whole number from 1 to 10, not 1",
        "{'epochs': null}         | epochs is a whole number from 1 to 10, not null.",
        "{'rate': -0.1}           | rate is a number from 0 to 0.5, not -0.1.",
        "{'rate': 'fast'}         | rate is a number from 0 to 0.5, not 'fast'.",
        "{'mode': 'sometimes'}    | mode is one of never, if-better, not 'sometimes'.",
        "{'mode': 'NEVER'}        | mode is one of never, if-better, not 'NEVER'.",
        "{'quick': 'true'}        | quick is true or false, not 'true'.",
        "{'name': 3}              | name is a string, not 3.",
        "{'name': 'a', 'name': 'b'} | The body is not one well-formed JSON object: Duplicate",
        "{'name': 'a'} {}         | The body is not one well-formed JSON object:",
        "{'name': 'a'             | The body is not one well-formed JSON object:",
        "[]                       | The body is a JSON object, not [].",
        "3                        | The body is a JSON object, not 3.",
        "\"\"                     | The body is a JSON object, not empty.",
      })
  void whatIsWrongIsToldWithWhatWouldBeRight(String json, String detail) {
    assertThatThrownBy(
            () -> {
              JsonBody body = body(json.replace('\'', '"'));
              body.text("name");
              body.whole("epochs", 1, 1, 10);
              body.number("rate", 0.1, 0, 0.5);
              body.choice("mode", Mode.NEVER);
              body.flag("quick", false);
            })
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(detail.replace('\'', '"').replace("\"epoch\"", "'epoch'"));
  }

  @Test
  void whatIsRequiredIsMissed() {
    assertThatThrownBy(() -> body("{}").requiredText("name"))
        .hasMessage("The property 'name' is missing; it is a string.");
  }

  private static JsonBody body(String json) {
    return JsonBody.of(json.getBytes(StandardCharsets.UTF_8), KNOWN);
  }
}
