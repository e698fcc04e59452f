package org.imagecaptioning.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How jobs stand in the table {@code job}. */
final class JobRecords {

  static final String COLUMNS =
      "id, number, kind, state, name, dataset, request, attempt, cancelling, created, started,"
          + " ended, progress, outcome, problem";

  /** A number that an earlier version did not know is 0 in its records. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private JobRecords() {}

  static Job row(ResultSet row, int index) throws SQLException {
    return new Job(
        row.getString("id"),
        row.getLong("number"),
        JobKind.valueOf(row.getString("kind")),
        JobState.valueOf(row.getString("state")),
        row.getString("name"),
        row.getString("dataset"),
        row.getString("request"),
        row.getInt("attempt"),
        row.getBoolean("cancelling"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        instant(row, "started"),
        instant(row, "ended"),
        read(row.getString("progress"), JobProgress.class),
        read(row.getString("outcome"), JobOutcome.class),
        read(row.getString("problem"), JobProblem.class));
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** As JSON; null stays null. */
  static @Nullable String write(@Nullable Object value) {
    return value == null ? null : json(value);
  }

  static <T> @Nullable T read(@Nullable String json, Class<T> type) {
    return json == null ? null : parse(json, type);
  }

  static <T> T parse(String json, Class<T> type) {
    return JSON.readValue(json, type);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
