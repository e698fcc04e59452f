package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class RequestIdTest {

  private static final String MADE = "00000000000000ff";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "a.b_c"
      })
  void idThatACallBringsAlongIsItsId(String sent) {
    assertThat(RequestId.of(sent, () -> 255)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "a\u001bb", "-a", "\"", "<b>", "é", "a,b", "{}"})
  void idThatCouldSpoilALogIsReplaced(String sent) {
    assertThat(RequestId.of(sent, () -> 255)).isEqualTo(MADE);
  }

  @Test
  void idThatIsLongIsReplaced() {
    assertThat(RequestId.of("x".repeat(64), () -> 255)).isEqualTo("x".repeat(64));
    assertThat(RequestId.of("x".repeat(65), () -> 255)).isEqualTo(MADE);
  }

  @Test
  void callWithoutAnIdGetsOne() {
    assertThat(RequestId.of(null, () -> 255)).isEqualTo(MADE);
    assertThat(RequestId.current()).isNull();
  }

  @Test
  void whatIsDoneApartIsNotOfTheRequest() {
    MDC.put(RequestId.NAME, "abc");
    try {
      AtomicReference<String> inside = new AtomicReference<>("not run");
      RequestId.apart(() -> inside.set(RequestId.current()));

      assertThat(inside).hasValue(null);
      assertThat(RequestId.current()).isEqualTo("abc");
    } finally {
      MDC.remove(RequestId.NAME);
    }
  }
}
