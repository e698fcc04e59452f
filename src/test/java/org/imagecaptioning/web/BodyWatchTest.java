package org.imagecaptioning.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Bodies of 10 seconds' windows that need 1000 bytes each; the clock is moved by hand. */
class BodyWatchTest {

  private static final BodySettings SETTINGS =
      new BodySettings(Duration.ofSeconds(10), DataSize.ofBytes(1000));

  private final BodyWatch watch = new BodyWatch(2);
  private long now;

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void bodyThatBringsTooLittleInAWindowIsEnded() throws IOException {
    Body body = body(() -> 99);

    read(body, 9);
    assertThat(body.wasEnded()).isFalse();
    read(body, 1);
    assertThat(body.wasEnded()).isTrue();
  }

  @Test
  void bodyThatBringsEnoughInEachWindowMayTakeForEver() throws IOException {
    Body body = body(() -> 200);

    read(body, 100_000);

    assertThat(body.wasEnded()).isFalse();
  }

  @Test
  void whatCameQuicklyDoesNotPayForWhatComesSlowlyLater() throws IOException {
    int[] bytes = {1_000_000};
    Body body = body(() -> bytes[0]);
    read(body, 10);

    bytes[0] = 1;
    read(body, 9);
    assertThat(body.wasEnded()).isFalse();
    read(body, 1);
    assertThat(body.wasEnded()).isTrue();
  }

  @Test
  void timeThatTheServiceTakesBetweenReadsDoesNotCount() throws IOException {
    Body body = body(() -> 99);
    read(body, 9);

    now += Duration.ofHours(1).toNanos();
    watch.look();
    assertThat(body.wasEnded()).isFalse();
    read(body, 1);
    assertThat(body.wasEnded()).isTrue();
  }

  @Test
  void ofTooManyTheSlowestAreEnded() throws IOException {
    List<String> ended = new ArrayList<>();
    nested(ended, 10, 40, 20, 30);

    assertThat(ended).containsExactly("10", "20");
  }

  @Test
  void asManyAsMayBeWaitedForAreLeft() throws IOException {
    List<String> ended = new ArrayList<>();
    nested(ended, 10, 20);

    assertThat(ended).isEmpty();
  }

  @Test
  void settingsThatMakeNoSenseSayWhatWould() {
    assertThatCode(() -> new BodySettings(Duration.ZERO, DataSize.ofBytes(1)))
        .hasMessageContaining("captioning.bodies.window is from 1ms to 1d");
    assertThatCode(() -> new BodySettings(Duration.ofSeconds(1), DataSize.ofBytes(-1)))
        .hasMessageContaining("captioning.bodies.least is a number of bytes");
  }

  /** Brings so many bytes each second, and is looked at meanwhile. */
  private Body body(IntSupplier bytesASecond) {
    Body body =
        new Body(
            new Bytes() {
              @Override
              public int doRead(ApplicationBufferHandler handler) {
                now += Duration.ofSeconds(1).toNanos();
                watch.look();
                return bytesASecond.getAsInt();
              }
            },
            () -> {},
            () -> now,
            SETTINGS);
    watch.add(body);
    return body;
  }

  private static void read(Body body, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      body.doRead(BodyValve.NOWHERE);
    }
  }

  /** All are waited for at once: each read reads the next body; the last one takes two seconds. */
  private void nested(List<String> ended, int... rates) throws IOException {
    Body[] bodies = new Body[rates.length];
    int[] reads = new int[rates.length];
    for (int i = rates.length - 1; i >= 0; i--) {
      int at = i;
      bodies[i] =
          new Body(
              new Bytes() {
                @Override
                public int doRead(ApplicationBufferHandler handler) throws IOException {
                  if (reads[at]++ == 0) {
                    return rates[at];
                  }
                  if (at + 1 < rates.length) {
                    return bodies[at + 1].doRead(handler);
                  }
                  now += Duration.ofSeconds(2).toNanos();
                  watch.look();
                  return 0;
                }
              },
              () -> ended.add(Integer.toString(rates[at])),
              () -> now,
              SETTINGS);
      watch.add(bodies[i]);
    }
    for (Body body : bodies) {
      body.doRead(BodyValve.NOWHERE);
    }
    bodies[0].doRead(BodyValve.NOWHERE);
  }

  private abstract static class Bytes implements InputBuffer {

    @Override
    public int available() {
      return 0;
    }
  }
}
