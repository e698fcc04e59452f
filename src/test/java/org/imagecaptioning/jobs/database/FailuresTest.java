package org.imagecaptioning.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class FailuresTest {

  @Test
  void databaseThatIsAwayIsToldByWhateverBringsTheNews() {
    assertThat(Failures.isDown(new SQLTransientConnectionException("timed out"))).isTrue();
    assertThat(Failures.isDown(new SQLException("terminating connection", "57P01"))).isTrue();
    assertThat(Failures.isDown(new SQLException("Database is already closed", "90121", 90121)))
        .isTrue();
    assertThat(Failures.isDown(new SQLException("Connection is closed"))).isTrue();
    assertThat(
            Failures.isDown(
                new DataAccessResourceFailureException("x", new SQLException("I/O", "08006"))))
        .isTrue();
  }

  @Test
  void databaseThatCannotWriteIsAway() {
    IOException full = new IOException("No space left on device");

    assertThat(
            Failures.isDown(
                new DataAccessResourceFailureException(
                    "x", new SQLException("General error", "HY000", 50000, full))))
        .isTrue();
  }

  @Test
  void databaseThatClosedItselfIsToldFromOneThatIsAway() {
    assertThat(Failures.isClosed(new SQLException("closed", "90098", 90098))).isTrue();
    assertThat(Failures.isClosed(new SQLException("I/O", "08006"))).isFalse();
    assertThat(Failures.isClosed(null)).isFalse();
  }

  @Test
  void rollbackThatFailsDoesNotHideWhyItWasTried() {
    TransactionSystemException failure =
        new TransactionSystemException("JDBC rollback failed", new SQLException("unknown"));
    failure.initApplicationException(
        new DataAccessResourceFailureException("x", new SQLException("I/O", "08006")));

    assertThat(Failures.isDown(failure)).isTrue();
  }

  @Test
  void statementThatIsWrongIsNoOutage() {
    assertThat(Failures.isDown(new SQLException("syntax error", "42601"))).isFalse();
    assertThat(Failures.isDown(new SQLException("unique", "23505"))).isFalse();
    assertThat(Failures.isDown(new IllegalStateException("x"))).isFalse();
    assertThat(Failures.isDown(null)).isFalse();
  }
}
