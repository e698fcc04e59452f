package org.imagecaptioning.jobs;

import java.time.Clock;
import java.util.Optional;
import org.imagecaptioning.jobs.JobProblem.Kind;
import org.imagecaptioning.jobs.JobQueue.Entry;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * What those who work on jobs say of them. Whatever is written names the attempt and is written
 * only while the database holds that attempt: who was thought dead, and is not, changes nothing.
 */
@Component
class Attempts {

  private static final String HELD = " where id = :id and attempt = :attempt and state = 'RUNNING'";

  /** Many: a machine that is switched off again and again is not the job's fault. */
  static final int MOST_FRUITLESS = 20;

  private static final String FRUITLESS =
      "state in ('QUEUED', 'RUNNING') and fruitless >= " + MOST_FRUITLESS;

  private static final JobProblem TOO_MANY =
      JobProblem.of(
          Kind.TOO_MANY_ATTEMPTS,
          "The job was taken up %d times in a row without getting further: each time the process that worked on it ended. Its log may say why; the job can be resumed."
              .formatted(MOST_FRUITLESS),
          null);

  private final JobDatabase database;
  private final Clock clock;

  Attempts(JobDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What the database says to who reports. */
  enum Answer {
    GO_ON,
    /** Somebody cancelled the job. */
    CANCEL,
    /** Another attempt has the job, or it has ended. */
    LOST
  }

  /**
   * Takes a job up: from now on no earlier attempt is held. A job that brings down each process
   * that takes it up fails in the end.
   *
   * @return empty if there is nothing to do: it has ended, or waits elsewhere in the queue
   */
  Optional<Attempt> begin(Entry entry) {
    return database.transact(
        client -> {
          boolean ended =
              end(client, entry, "state = 'CANCELLED'", "state = 'RUNNING' and cancelling", null)
                  || end(client, entry, "state = 'FAILED'", FRUITLESS, TOO_MANY);
          return ended || !take(client, entry)
              ? Optional.empty()
              : Optional.of(new Attempt(entry.job(), number(client, entry.job())));
        });
  }

  /** Ends a job whose process died before it could. */
  private boolean end(
      JdbcClient client, Entry entry, String state, String when, @Nullable JobProblem problem) {
    return client
            .sql(
                "update job set %s, ended = :now, problem = :problem where id = :id and enqueued = :enqueued and %s"
                    .formatted(state, when))
            .param("now", JobRecords.time(clock.instant()))
            .param("problem", JobRecords.write(problem))
            .param("id", entry.job())
            .param("enqueued", entry.enqueued())
            .update()
        == 1;
  }

  private boolean take(JdbcClient client, Entry entry) {
    return client
            .sql(
                """
                update job set state = 'RUNNING', attempt = attempt + 1, fruitless = fruitless + 1,
                  started = coalesce(started, :now)
                where id = :id and enqueued = :enqueued and state in ('QUEUED', 'RUNNING')""")
            .param("now", JobRecords.time(clock.instant()))
            .param("id", entry.job())
            .param("enqueued", entry.enqueued())
            .update()
        == 1;
  }

  private static int number(JdbcClient client, String job) {
    return client
        .sql("select attempt from job where id = :id")
        .param("id", job)
        .query(Integer.class)
        .single();
  }

  /** Something lasting was done: a checkpoint was written. */
  void bearFruit(Attempt attempt) {
    database.read(client -> held(client, "update job set fruitless = 0", attempt).update());
  }

  Answer ask(Attempt attempt) {
    return database.read(client -> answer(client, attempt));
  }

  Answer report(Attempt attempt, JobProgress progress) {
    return database.read(
        client -> {
          int written =
              held(client, "update job set progress = :progress", attempt)
                  .param("progress", JobRecords.write(progress))
                  .update();
          return written == 0 ? Answer.LOST : answer(client, attempt);
        });
  }

  private static Answer answer(JdbcClient client, Attempt attempt) {
    return held(client, "select cancelling from job", attempt)
        .query(Boolean.class)
        .optional()
        .map(cancelling -> cancelling ? Answer.CANCEL : Answer.GO_ON)
        .orElse(Answer.LOST);
  }

  /** Writes what an epoch came to; an epoch that is done again after a death is the same. */
  Answer epoch(Attempt attempt, EpochLine line) {
    return database.transact(
        client -> {
          Answer answer = answer(client, attempt);
          if (answer != Answer.LOST) {
            client
                .sql("delete from job_epoch where job = :job and epoch >= :epoch")
                .param("job", attempt.job())
                .param("epoch", line.epoch())
                .update();
            client
                .sql("insert into job_epoch (job, epoch, report) values (:job, :epoch, :report)")
                .param("job", attempt.job())
                .param("epoch", line.epoch())
                .param("report", JobRecords.write(line))
                .update();
          }
          return answer;
        });
  }

  /**
   * Ends the job.
   *
   * @return whether the attempt was still held
   */
  boolean end(
      Attempt attempt,
      JobState state,
      JobProgress progress,
      @Nullable JobOutcome outcome,
      @Nullable JobProblem problem) {
    String change =
        """
        update job set state = :state, ended = :now, progress = :progress, outcome = :outcome,
          problem = :problem, cancelling = false""";
    return database.read(
            client ->
                held(client, change, attempt)
                    .param("state", state.name())
                    .param("now", JobRecords.time(clock.instant()))
                    .param("progress", JobRecords.write(progress))
                    .param("outcome", JobRecords.write(outcome))
                    .param("problem", JobRecords.write(problem))
                    .update())
        == 1;
  }

  /** Gives the job back unfinished: it waits to be taken up again, here or elsewhere. */
  void release(Attempt attempt) {
    database.read(client -> held(client, "update job set state = 'QUEUED'", attempt).update());
  }

  private static StatementSpec held(JdbcClient client, String statement, Attempt attempt) {
    return client
        .sql(statement + HELD)
        .param("id", attempt.job())
        .param("attempt", attempt.number());
  }
}
