package org.imagecaptioning.jobs;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.imagecaptioning.jobs.JobQueue.Entry;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes jobs on, cancels and resumes them. What it has answered for is in the database. */
@Component
class JobDesk {

  private final JobDatabase database;
  private final JobStore store;
  private final JobQueue queue;
  private final Clock clock;

  JobDesk(JobDatabase database, JobStore store, JobQueue queue, Clock clock) {
    this.database = database;
    this.store = store;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Takes a job on, or finds the one that the same key was used for before.
   *
   * @throws ProblemException if the key was used for another request
   */
  Job submit(NewJob wanted) {
    try {
      return known(wanted.sent()).orElseGet(() -> insert(wanted));
    } catch (DuplicateKeyException atTheSameTime) {
      return known(wanted.sent()).orElseThrow(() -> atTheSameTime);
    }
  }

  /**
   * The job that came of the same request before.
   *
   * @throws ProblemException if the key was used for another request
   */
  Optional<Job> known(Sent sent) {
    if (sent.key() == null) {
      return Optional.empty();
    }
    Optional<Known> known =
        database.read(
            client ->
                client
                    .sql("select id, sent from job where kind = :kind and idempotency_key = :key")
                    .param("kind", sent.kind().name())
                    .param("key", sent.key())
                    .query((row, n) -> new Known(row.getString("id"), row.getString("sent")))
                    .optional());
    return known.map(
        job -> {
          if (!job.sent().equals(sent.sha256())) {
            throw new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "The Idempotency-Key '%s' was used before, for another body: %s/%s came of it. Another request needs another key."
                    .formatted(sent.key(), sent.kind().path(), job.id()));
          }
          return get(job.id());
        });
  }

  private record Known(String id, String sent) {}

  private Job insert(NewJob wanted) {
    String id = UUID.randomUUID().toString();
    database.transact(
        client -> {
          client
              .sql(
                  """
                  insert into job (id, kind, state, name, dataset, request, sent, idempotency_key,
                    enqueued, attempt, fruitless, cancelling, created)
                  values (:id, :kind, 'QUEUED', :name, :dataset, :request, :sent, :key,
                    1, 0, 0, false, :now)""")
              .param("id", id)
              .param("kind", wanted.sent().kind().name())
              .param("name", wanted.name())
              .param("dataset", wanted.dataset())
              .param("request", wanted.request())
              .param("sent", wanted.sent().sha256())
              .param("key", wanted.sent().key())
              .param("now", JobRecords.time(clock.instant()))
              .update();
          queue.add(wanted.sent().kind(), new Entry(id, 1));
          return id;
        });
    return get(id);
  }

  /**
   * Ends a job that waits, and has one that runs stop at its next step.
   *
   * @throws ProblemException if it has ended already
   */
  Job cancel(Job job) {
    boolean told =
        database.transact(client -> endWaiting(client, job.id()) || tellRunning(client, job.id()));
    Job now = get(job.id());
    if (!told) {
      throw new ProblemException(
          ProblemType.JOB_ENDED,
          "The job has ended: it is %s. One that is queued or running can be cancelled."
              .formatted(JsonBody.word(now.state())));
    }
    return now;
  }

  private boolean endWaiting(JdbcClient client, String id) {
    return client
            .sql(
                "update job set state = 'CANCELLED', ended = :now where id = :id and state = 'QUEUED'")
            .param("now", JobRecords.time(clock.instant()))
            .param("id", id)
            .update()
        == 1;
  }

  private static boolean tellRunning(JdbcClient client, String id) {
    return client
            .sql("update job set cancelling = true where id = :id and state = 'RUNNING'")
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Has a job that was cancelled, or has failed, go on from its last checkpoint.
   *
   * @throws ProblemException if it has not ended, or has succeeded
   */
  Job resume(Job job) {
    boolean resumed =
        database.transact(
            client -> {
              int changed =
                  client
                      .sql(
                          """
                          update job set state = 'QUEUED', enqueued = enqueued + 1, fruitless = 0,
                            cancelling = false, ended = null, problem = null
                          where id = :id and state in ('CANCELLED', 'FAILED')""")
                      .param("id", job.id())
                      .update();
              if (changed == 1) {
                int enqueued =
                    client
                        .sql("select enqueued from job where id = :id")
                        .param("id", job.id())
                        .query(Integer.class)
                        .single();
                queue.add(job.kind(), new Entry(job.id(), enqueued));
              }
              return changed == 1;
            });
    Job now = get(job.id());
    if (!resumed) {
      throw now.state() == JobState.SUCCEEDED
          ? new ProblemException(
              ProblemType.JOB_ENDED, "The job has succeeded; there is nothing to go on with.")
          : new ProblemException(
              ProblemType.JOB_NOT_ENDED,
              "The job is %s; one that was cancelled or has failed can be resumed."
                  .formatted(JsonBody.word(now.state())));
    }
    return now;
  }

  private Job get(String id) {
    return store.find(id).orElseThrow(() -> new IllegalStateException("There is no job " + id));
  }
}
