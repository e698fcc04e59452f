package org.imagecaptioning.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Ends bodies that come too slowly. Each that is waited for holds a thread, so if there are too
 * many of them, the slowest have to go before their time.
 */
final class BodyWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BodyWatch.class);

  private static final long INTERVAL = 250; // ms

  /** What has been waited for no longer may be as quick as any. */
  private static final long FAIR = TimeUnit.SECONDS.toNanos(1);

  private final int most;
  private final Set<Body> bodies = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("bodies-"));

  /**
   * @param most bodies may be waited for at a time
   */
  BodyWatch(int most) {
    this.most = most;
  }

  /** Looks again and again until it is closed. */
  void start() {
    looking.scheduleWithFixedDelay(this::look, INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }

  void add(Body body) {
    bodies.add(body);
  }

  void remove(Body body) {
    bodies.remove(body);
  }

  /** Looks at all of them once. */
  void look() {
    List<Body> waitedFor = bodies.stream().filter(Body::isWaitedFor).toList();
    List<Body> slow = waitedFor.stream().filter(Body::isTooSlow).toList();
    end(slow, "came too slowly");
    List<Body> slowest =
        waitedFor.stream()
            .filter(body -> !body.isTooSlow() && body.waited() >= FAIR)
            .sorted(Comparator.comparingDouble(Body::rate))
            .limit(Math.max(0, waitedFor.size() - slow.size() - most))
            .toList();
    end(slowest, "were the slowest of more than %d".formatted(most));
  }

  private static void end(Collection<Body> bodies, String why) {
    bodies.forEach(Body::end);
    if (!bodies.isEmpty()) {
      log.warn("Ended the bodies of {} requests that {}", bodies.size(), why);
    }
  }
}
