package org.imagecaptioning;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is written to a log while this is open. */
public final class LogEvents implements AutoCloseable {

  private final Logger logger;
  private final @Nullable Level level;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  public LogEvents(String logger) {
    this.logger = (Logger) LoggerFactory.getLogger(logger);
    this.level = this.logger.getLevel();
    this.logger.setLevel(Level.INFO);
    events.start();
    this.logger.addAppender(events);
  }

  public List<ILoggingEvent> all() {
    return List.copyOf(events.list);
  }

  public List<String> messages() {
    return all().stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setLevel(level);
  }
}
