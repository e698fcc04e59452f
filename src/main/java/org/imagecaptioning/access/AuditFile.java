package org.imagecaptioning.access;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** The audit log in a file of its own, for as long as this is open; a new one begins each month. */
final class AuditFile implements DisposableBean {

  private static final int MONTHS_KEPT = 24;

  private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.NAME);
  private final RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();

  AuditFile(Path file) {
    LoggerContext context = logger.getLoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%d{yyyy-MM}.%i.gz");
    rolling.setMaxFileSize(FileSize.valueOf("10MB"));
    rolling.setMaxHistory(MONTHS_KEPT);
    rolling.start();
    appender.setRollingPolicy(rolling);
    appender.start();
    if (!appender.isStarted()) {
      throw new KeyException(
          "The audit log cannot be written to %s, which captioning.access.audit-file names"
              .formatted(file));
    }
    logger.addAppender(appender);
  }

  @Override
  public void destroy() {
    logger.detachAppender(appender);
    appender.stop();
  }
}
