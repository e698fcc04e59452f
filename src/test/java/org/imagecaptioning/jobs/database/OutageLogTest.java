package org.imagecaptioning.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.sql.SQLException;
import java.util.List;
import org.imagecaptioning.LogEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class OutageLogTest {

  private static final SQLException AWAY = new SQLException("Connection refused", "08001");

  private final Logger scheduler = LoggerFactory.getLogger(Scheduler.class);
  private final LogEvents said = new LogEvents(Scheduler.class.getName());
  private final LogEvents told = new LogEvents(Outage.class.getName());
  private final Outage outage = new Outage();
  private final OutageLog filter = new OutageLog(outage);

  @AfterEach
  void close() {
    filter.close();
    told.close();
    said.close();
  }

  @Test
  void outageIsToldOnceAndItsEndOnce() {
    scheduler.error("Unhandled exception. Will keep running.", AWAY);
    scheduler.error("Unexpected failure while updating heartbeat for execution {}.", "1", AWAY);
    scheduler.error("Unhandled exception. Will keep running.", new IllegalStateException(AWAY));
    outage.over();
    outage.over();

    assertThat(said.all()).isEmpty();
    assertThat(told.messages())
        .satisfiesExactly(
            first -> assertThat(first).contains("does not answer").endsWith("Connection refused"),
            second -> assertThat(second).contains("answers again after"));
  }

  @Test
  void connectionsThatBreakAreNoNews() {
    try (LogEvents pool = new LogEvents("com.zaxxer.hikari.pool.ProxyConnection")) {
      LoggerFactory.getLogger("com.zaxxer.hikari.pool.ProxyConnection")
          .warn("{} - Connection {} marked as broken", "jobs", "1", AWAY);

      assertThat(pool.all()).isEmpty();
      assertThat(told.all()).hasSize(1);
    }
  }

  @Test
  void nextOutageIsToldAgain() {
    scheduler.error("Unhandled exception. Will keep running.", AWAY);
    outage.over();
    scheduler.error("Unhandled exception. Will keep running.", AWAY);

    assertThat(told.messages()).hasSize(3).last().asString().contains("does not answer");
  }

  @Test
  void whatElseTheSchedulerSaysPasses() {
    scheduler.error("Unhandled exception.", new SQLException("syntax error", "42601"));
    scheduler.error("Execution {} of {}", "1", "training");
    scheduler.info("Shutting down Scheduler.");

    assertThat(said.messages())
        .isEqualTo(
            List.of("Unhandled exception.", "Execution 1 of training", "Shutting down Scheduler."));
    assertThat(told.all()).isEmpty();
  }

  @Test
  void othersMayTellOfAnOutageThemselves() {
    try (LogEvents other = new LogEvents(OutageLogTest.class.getName())) {
      LoggerFactory.getLogger(OutageLogTest.class).warn("No job was found", AWAY);

      assertThat(other.all()).hasSize(1);
    }
  }

  @Test
  void stacksCanBeSeenAtDebug() {
    ((ch.qos.logback.classic.Logger) scheduler).setLevel(Level.DEBUG);

    scheduler.error("Unhandled exception. Will keep running.", AWAY);

    assertThat(said.all()).hasSize(1);
    assertThat(told.all()).hasSize(1);
  }
}
