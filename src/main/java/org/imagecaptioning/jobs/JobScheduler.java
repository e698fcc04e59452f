package org.imagecaptioning.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagecaptioning.jobs.database.DatabaseDownException;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs up from their queues, a db-scheduler each, once the database is open. */
final class JobScheduler {

  private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);

  private static final Duration POLLING = Duration.ofSeconds(1);

  /**
   * The dead are looked for at every second heartbeat: with 4 missed, a death is noticed after 6
   * heartbeats at the latest, and with 5 s that would be more than the 30 s it may take.
   */
  private static final Duration HEARTBEAT = Duration.ofMillis(4800);

  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(10);

  private final JobDatabase database;
  private final Executions executions;
  private final String process;
  private final Clock clock;
  private final List<Scheduler> schedulers = new ArrayList<>();
  private boolean stopped;

  /**
   * @param process by which this process is known in the queues: the same after a restart, and
   *     never that of two processes at once
   */
  JobScheduler(JobDatabase database, Executions executions, String process, Clock clock) {
    this.database = database;
    this.executions = executions;
    this.process = process;
    this.clock = clock;
  }

  /** A kind of job, and how many of it at a time. */
  record Lane(JobWork work, int concurrency) {}

  /** Begins to take jobs up; first of all those that a process of this name died on. */
  synchronized void start(List<Lane> lanes) {
    for (Lane lane : lanes) {
      if (stopped) {
        return;
      }
      reviveOwn(lane.work().kind());
      if (lane.concurrency() == 0) {
        continue;
      }
      Scheduler scheduler =
          Scheduler.create(database.dataSource(), executions.task(lane.work()))
              .tableName(lane.work().kind().queue())
              .jdbcCustomization(database.schedulerDialect())
              .schedulerName(new SchedulerName.Fixed(process))
              .addSchedulerListener(database.schedulerListener())
              .clock(clock::instant)
              .threads(lane.concurrency())
              .pollingInterval(POLLING)
              .heartbeatInterval(HEARTBEAT)
              .missedHeartbeatsLimit(MISSED_HEARTBEATS)
              .shutdownMaxWait(SHUTDOWN_WAIT)
              .build();
      scheduler.start();
      schedulers.add(scheduler);
    }
  }

  private void reviveOwn(JobKind kind) {
    try {
      int revived = revive(kind);
      if (revived > 0) {
        log.info("{} jobs that a service of this name died on wait to be taken up again", revived);
      }
    } catch (DatabaseDownException away) {
      log.warn(
          "Jobs that a service of this name died on are taken up once they are found dead", away);
    }
  }

  /** The place is locked: who is known by its name and is not this process, is dead. */
  private int revive(JobKind kind) {
    return database.read(
        client ->
            client
                .sql(
                    """
                        update %s set picked = false, picked_by = null, last_heartbeat = null,
                          execution_time = :due, version = version + 1
                        where picked and picked_by = :process"""
                        .formatted(kind.queue()))
                .param("due", JobRecords.time(JobQueue.due(clock)))
                .param("process", process)
                .update());
  }

  /** Looks for jobs now, and not only when the next second begins. */
  synchronized void wake() {
    schedulers.forEach(Scheduler::triggerCheckForDueExecutions);
  }

  /** Takes up no more, and waits for the runs to end, which were told to. */
  void stop() {
    List<Scheduler> running;
    synchronized (this) {
      stopped = true;
      running = List.copyOf(schedulers);
      schedulers.clear();
    }
    running.parallelStream().forEach(Scheduler::stop);
  }
}
