package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ResultCacheTest {

  private final ResultCache<String, String> cache =
      new ResultCache<>(DataSize.ofBytes(10), (key, value) -> value.length());
  private final List<Boolean> told = new ArrayList<>();

  @Test
  void whatWasMadeIsKnownToTheNext() {
    make("a", "result");

    try (Claim<String> next = cache.claim("a", told::add)) {
      assertThat(next.known()).hasValue("result");
    }
    assertThat(told).containsExactly(false, true);
  }

  @Test
  void whoComesMeanwhileWaitsForTheOneThatMakesIt() throws Exception {
    try (Claim<String> first = cache.claim("a", told::add);
        Claim<String> second = cache.claim("a", told::add)) {
      assertThat(first.known()).isEmpty();
      CompletableFuture<String> waiting =
          CompletableFuture.supplyAsync(() -> second.known().orElseThrow());

      assertThat(waiting).isNotDone();
      first.complete("result");

      assertThat(waiting.get()).isEqualTo("result");
    }
  }

  @Test
  void whoWaitedForOneThatFailedMakesItAndItIsKept() throws Exception {
    Claim<String> first = cache.claim("a", told::add);
    try (Claim<String> second = cache.claim("a", told::add)) {
      CompletableFuture<Boolean> waiting =
          CompletableFuture.supplyAsync(() -> second.known().isPresent());

      first.close();

      assertThat(waiting.get()).isFalse();
      second.complete("second");
    }
    assertThat(known("a")).isEqualTo("second");
  }

  @Test
  void failureIsForgotten() {
    cache.claim("a", told::add).close();

    make("a", "result");

    assertThat(known("a")).isEqualTo("result");
  }

  @Test
  void lookWaitsForNobodyAndKeepsWhatItMade() {
    try (Claim<String> first = cache.claim("a", told::add)) {
      try (Claim<String> look = cache.look("a", told::add)) {
        assertThat(look.known()).isEmpty();
        look.complete("seen");
      }
      first.complete("made");
    }
    assertThat(known("a")).isIn("seen", "made");
  }

  @Test
  void keepsNoMoreBytesThanItMay() {
    make("a", "four");
    make("b", "four");
    make("c", "four");
    assertThat(cache.bytes()).isEqualTo(8);

    make("d", "more than ten");

    assertThat(cache.bytes()).isLessThanOrEqualTo(8);
    assertThat(known("d")).isNull();
  }

  private void make(String key, String value) {
    try (Claim<String> claim = cache.claim(key, told::add)) {
      assertThat(claim.known()).isEmpty();
      claim.complete(value);
    }
  }

  private String known(String key) {
    try (Claim<String> look = cache.look(key, told::add)) {
      return look.known().orElse(null);
    }
  }
}
