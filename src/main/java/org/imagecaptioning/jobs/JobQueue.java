package org.imagecaptioning.jobs;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.springframework.stereotype.Component;

/** Where jobs wait to be taken up, as executions of db-scheduler. */
@Component
class JobQueue {

  /** No clock is set back further. */
  private static final Duration LONG_AGO = Duration.ofDays(3650);

  private final Clock clock;
  private final Map<JobKind, SchedulerClient> clients = new EnumMap<>(JobKind.class);

  JobQueue(JobDatabase database, Clock clock) {
    this.clock = clock;
    for (JobKind kind : JobKind.values()) {
      clients.put(
          kind,
          SchedulerClient.Builder.create(database.dataSource(), List.of())
              .tableName(kind.queue())
              .jdbcCustomization(database.schedulerDialect())
              .build());
    }
  }

  /** An entry of a queue: the job, and the how-manieth time it waits. */
  record Entry(String job, int enqueued) {

    static Entry parse(String instance) {
      int slash = instance.lastIndexOf('/');
      return new Entry(
          instance.substring(0, slash), Integer.parseInt(instance.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return job + "/" + enqueued;
    }
  }

  /**
   * When an entry that comes now is due: long ago, so that it need not wait until a clock that is
   * set back has caught up, and after those that came before it.
   */
  static Instant due(Clock clock) {
    return clock.instant().minus(LONG_AGO);
  }

  /** In the transaction that there is, if there is one. */
  void add(JobKind kind, Entry entry) {
    SchedulerClient client = clients.get(kind);
    if (client != null) {
      client.scheduleIfNotExists(new TaskInstance<>(kind.name(), entry.toString()), due(clock));
    }
  }
}
