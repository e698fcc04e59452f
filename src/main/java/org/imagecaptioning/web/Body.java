package org.imagecaptioning.web;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * What comes in after the head of one request, by the clock. Only the time in which it is waited
 * for counts, in windows: so a large body may take hours, and cannot stall after a quick start.
 */
final class Body implements InputBuffer {

  private final InputBuffer in;
  private final Runnable end;
  private final LongSupplier nanoTime;
  private final BodySettings settings;

  private boolean waiting;
  private long since; // ns
  private long waited; // ns, in this window, until since
  private long came; // bytes, in this window
  private boolean ended;

  /**
   * @param end makes a read that waits end as if no more came
   */
  Body(InputBuffer in, Runnable end, LongSupplier nanoTime, BodySettings settings) {
    this.in = in;
    this.end = end;
    this.nanoTime = nanoTime;
    this.settings = settings;
  }

  @Override
  public int doRead(ApplicationBufferHandler handler) throws IOException {
    begin();
    int n = 0;
    try {
      n = in.doRead(handler);
      return n;
    } finally {
      took(n);
    }
  }

  @Override
  public int available() {
    return in.available();
  }

  private synchronized void begin() {
    waiting = true;
    since = nanoTime.getAsLong();
  }

  private synchronized void took(int n) {
    waited = waited();
    came += Math.max(n, 0);
    waiting = false;
    if (waited >= settings.window().toNanos() && came >= settings.least().toBytes()) {
      waited = 0;
      came = 0;
    }
  }

  /** For how long it has been waited for in this window, in nanoseconds. */
  synchronized long waited() {
    return waiting ? waited + nanoTime.getAsLong() - since : waited;
  }

  synchronized boolean isWaitedFor() {
    return waiting && !ended;
  }

  synchronized boolean isTooSlow() {
    return waited() >= settings.window().toNanos() && came < settings.least().toBytes();
  }

  /** In bytes a second, in this window. */
  synchronized double rate() {
    return came * 1e9 / Math.max(1, waited());
  }

  /** If it is still waited for, it is no longer. */
  synchronized void end() {
    if (isWaitedFor()) {
      ended = true;
      end.run();
    }
  }

  /** Whether it was ended before all of it came. */
  synchronized boolean wasEnded() {
    return ended;
  }
}
