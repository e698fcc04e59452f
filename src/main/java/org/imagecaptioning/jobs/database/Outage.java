package org.imagecaptioning.jobs.database;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Says once that the database is away, and once that it is back, whoever notices it first. */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private volatile boolean away;
  private long since;

  /** Whatever was asked of the database failed since it is away. */
  void noticed(Throwable failure) {
    if (!away) {
      begin(failure);
    }
  }

  /** The database answered. */
  void over() {
    if (away) {
      end();
    }
  }

  private synchronized void begin(Throwable failure) {
    if (away) {
      return;
    }
    away = true;
    since = System.nanoTime();
    log.warn(
        "The database of the jobs does not answer, and is tried again until it does: {}",
        NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    log.debug("It does not answer", failure);
  }

  private synchronized void end() {
    if (!away) {
      return;
    }
    away = false;
    log.info(
        "The database of the jobs answers again after {} s",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since));
  }
}
