package org.imagecaptioning.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.imagecaptioning.access.RateLimits.Left;
import org.imagecaptioning.web.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

class RateLimitsTest {

  private static final Authentication STRANGER =
      new AnonymousAuthenticationToken(
          "x", "anonymous", List.of(new SimpleGrantedAuthority("anonymous")));

  private long now;

  private final RateLimits limits = limits(new LimitSettings(3, 2, Duration.ofMinutes(1)));

  @Test
  void callsAreCountedDownAndThenRefused() {
    assertThat(limits.count(STRANGER, "10.0.0.1")).hasValue(new Left("address", 2, 1, 30, 0));
    assertThat(limits.count(STRANGER, "10.0.0.1")).hasValue(new Left("address", 2, 0, 60, 0));
    assertThat(limits.count(STRANGER, "10.0.0.1")).hasValue(new Left("address", 2, 0, 60, 30));
  }

  @Test
  void callsThatAreRefusedDoNotPutTheNextOff() {
    for (int i = 0; i < 10; i++) {
      limits.count(STRANGER, "10.0.0.1");
    }
    now += Duration.ofSeconds(30).toNanos();

    assertThat(limits.count(STRANGER, "10.0.0.1")).get().returns(false, Left::refused);
    assertThat(limits.count(STRANGER, "10.0.0.1")).get().returns(true, Left::refused);
  }

  @Test
  void eachKeyAndEachAddressHasItsOwn() {
    for (String address : List.of("10.0.0.1", "10.0.0.2")) {
      assertThat(limits.count(STRANGER, address)).get().returns(1L, Left::left);
    }
    for (String name : List.of("a", "b")) {
      assertThat(limits.count(key(name), "10.0.0.1")).hasValue(new Left("key", 3, 2, 20, 0));
    }
    assertThat(limits.count(key("a"), "10.9.9.9")).get().returns(1L, Left::left);
  }

  @Test
  void keyHasNotTheNameOfAnAddress() {
    limits.count(key("10.0.0.1"), "10.0.0.1");

    assertThat(limits.count(STRANGER, "10.0.0.1")).get().returns(1L, Left::left);
  }

  @Test
  void whereThereIsNoLimitNothingIsCounted() {
    RateLimits addresses = limits(new LimitSettings(0, 1, Duration.ofMinutes(1)));

    assertThat(addresses.count(key("a"), "10.0.0.1")).isEmpty();
    assertThat(addresses.count(STRANGER, "10.0.0.1")).isPresent();
  }

  @Test
  void callerWhoCameLongAgoIsAsNew() {
    limits.count(STRANGER, "10.0.0.1");
    limits.count(STRANGER, "10.0.0.1");
    now += Duration.ofHours(1).toNanos();

    assertThat(limits.count(STRANGER, "10.0.0.1")).get().returns(1L, Left::left);
  }

  @Test
  void manyCallersTakeBoundedRoom() {
    for (int i = 0; i < 50_000; i++) {
      limits.count(STRANGER, "10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255));
    }

    assertThat(limits.callers()).isLessThanOrEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "2001:db8:1:2::, 20010db800010002/64",
    "::1, 0000000000000000/64",
    "::ffff:10.0.0.1, 10.0.0.1",
    "evil.example, evil.example",
    "::::, ::::",
    "'', ''",
  })
  void addressesOfOneNetworkAreOneCaller(String address, String caller) {
    assertThat(RateLimits.network(address)).isEqualTo(caller);
  }

  private static Authentication key(String name) {
    return KeyCaller.of(new ApiKey(name, "0".repeat(64), Set.of(Scope.CAPTION)));
  }

  private RateLimits limits(LimitSettings settings) {
    return new RateLimits(
        settings,
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return now;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }
}
