package org.imagecaptioning.jobs.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.EventArgUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of an outage in place of db-scheduler, which would log the same stack at every poll and
 * heartbeat, and of the pool and of transactions, which would for each that breaks. What else they
 * say passes, and all of it where their loggers are at debug.
 */
final class OutageLog extends TurboFilter implements AutoCloseable {

  private static final List<String> LOGGERS =
      List.of(
          Scheduler.class.getPackageName(),
          HikariDataSource.class.getPackageName(),
          TransactionTemplate.class.getName());

  private final Outage outage;
  private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();

  /** Filters until it is closed. */
  OutageLog(Outage outage) {
    this.outage = outage;
    setContext(loggers);
    start();
    loggers.addTurboFilter(this);
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    if (!level.isGreaterOrEqual(Level.WARN)
        || LOGGERS.stream().noneMatch(logger.getName()::startsWith)) {
      return FilterReply.NEUTRAL;
    }
    Throwable failure = thrown == null ? EventArgUtil.extractThrowable(arguments) : thrown;
    if (!Failures.isDown(failure)) {
      return FilterReply.NEUTRAL;
    }
    outage.noticed(Objects.requireNonNull(failure));
    return Level.DEBUG.isGreaterOrEqual(logger.getEffectiveLevel())
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }

  @Override
  public void close() {
    loggers.getTurboFilterList().remove(this);
    stop();
  }
}
