package org.imagecaptioning.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.springframework.stereotype.Component;

/** Jobs as they are looked at. */
@Component
class JobStore {

  private final JobDatabase database;

  JobStore(JobDatabase database) {
    this.database = database;
  }

  Optional<Job> find(String id) {
    return database.read(
        client ->
            client
                .sql("select %s from job where id = :id".formatted(JobRecords.COLUMNS))
                .param("id", id)
                .query(JobRecords::row)
                .optional());
  }

  /** One more than the limit, if there are more. */
  List<Job> list(JobKind kind, JobFilter filter) {
    Map<String, Object> values = new HashMap<>();
    String where = where(kind, filter, values);
    if (filter.before() != null) {
      where += " and number < (select number from job where id = :before)";
      values.put("before", filter.before());
    }
    values.put("limit", filter.limit() + 1);
    String sql =
        "select %s from job where %s order by number desc limit :limit"
            .formatted(JobRecords.COLUMNS, where);
    return database.read(client -> client.sql(sql).params(values).query(JobRecords::row).list());
  }

  /** How many there are, whatever the limit. */
  long count(JobKind kind, JobFilter filter) {
    Map<String, Object> values = new HashMap<>();
    String sql = "select count(*) from job where " + where(kind, filter, values);
    return database.read(client -> client.sql(sql).params(values).query(Long.class).single());
  }

  private static String where(JobKind kind, JobFilter filter, Map<String, Object> values) {
    List<String> conditions = new ArrayList<>();
    conditions.add("kind = :kind");
    values.put("kind", kind.name());
    if (filter.state() != null) {
      conditions.add("state = :state");
      values.put("state", filter.state().name());
    }
    if (filter.name() != null) {
      conditions.add("name = :name");
      values.put("name", filter.name());
    }
    if (filter.dataset() != null) {
      conditions.add("dataset = :dataset");
      values.put("dataset", filter.dataset());
    }
    return String.join(" and ", conditions);
  }

  /**
   * The epochs that are done.
   *
   * @param after only later ones than this
   */
  List<EpochLine> epochs(String id, int after) {
    return database.read(
        client ->
            client
                .sql(
                    "select report from job_epoch where job = :job and epoch > :after order by epoch")
                .param("job", id)
                .param("after", after)
                .query(String.class)
                .list()
                .stream()
                .map(report -> JobRecords.parse(report, EpochLine.class))
                .toList());
  }

  /** A job that has still to work with this dataset. */
  Optional<Job> userOf(String dataset) {
    return database.read(
        client ->
            client
                .sql(
                    "select %s from job where dataset = :dataset and state in ('QUEUED', 'RUNNING') order by number limit 1"
                        .formatted(JobRecords.COLUMNS))
                .param("dataset", dataset)
                .query(JobRecords::row)
                .optional());
  }
}
