package org.imagecaptioning.jobs.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away from a statement that is wrong. */
final class Failures {

  /** Classes of SQLSTATE: connection, resources, operator intervention. */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  /** H2's codes for a database that was closed, and for one that another process has. */
  private static final Set<Integer> H2_AWAY = Set.of(90020, 90067, 90098, 90121);

  private static final Set<Integer> H2_CLOSED = Set.of(90098, 90121);

  /** What the pool says, without any code, of a connection that it found broken before. */
  private static final String POOLED = "Connection is closed";

  private Failures() {}

  /** Whether H2 has closed the database under the connections to it. */
  static boolean isClosed(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && H2_CLOSED.contains(sql.getErrorCode())) {
        return true;
      }
    }
    return false;
  }

  static boolean isDown(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isDown(sql)) {
        return true;
      }
      if (cause instanceof IOException) { // H2 calls it a general error where its disk is full
        return true;
      }
      // A rollback that fails too hides why it was tried.
      if (cause instanceof TransactionSystemException transaction
          && isDown(transaction.getApplicationException())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDown(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException
        || POOLED.equals(failure.getMessage())
        || H2_AWAY.contains(failure.getErrorCode())
        || (state != null && state.length() == 5 && AWAY.contains(state.substring(0, 2)));
  }
}
