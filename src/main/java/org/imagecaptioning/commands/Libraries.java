package org.imagecaptioning.commands;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Libraries that say whenever they open a file, which is of no interest to who waits. */
final class Libraries {

  private Libraries() {}

  static void quieten() {
    if (LoggerFactory.getLogger("io.jhdf") instanceof Logger logger) {
      logger.setLevel(Level.WARN);
    }
  }
}
