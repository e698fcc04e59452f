package org.imagecaptioning.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import org.imagecaptioning.jobs.JobQueue.Entry;
import org.imagecaptioning.jobs.Run.Reason;
import org.imagecaptioning.training.TrainingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What db-scheduler executes: takes a job up, has it worked on, and writes how that ended. */
@Component
class Executions {

  private static final Logger log = LoggerFactory.getLogger(Executions.class);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);

  private final Runs runs;
  private final JobStore store;
  private final Clock clock;

  Executions(Runs runs, JobStore store, Clock clock) {
    this.runs = runs;
    this.store = store;
    this.clock = clock;
  }

  /** The task of one kind of job. */
  Task<Void> task(JobWork work) {
    return Tasks.custom(work.kind().name(), Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_A_FAULT))
        .onDeadExecution((dead, operations) -> operations.reschedule(dead, JobQueue.due(clock)))
        .execute((instance, context) -> execute(work, Entry.parse(instance.getId())));
  }

  private CompletionHandler<Void> execute(JobWork work, Entry entry) {
    if (runs.closed()) {
      return waitAgain();
    }
    return runs.run(entry, run -> execute(work, run))
        .orElseGet(CompletionHandler.OnCompleteRemove::new);
  }

  private CompletionHandler<Void> execute(JobWork work, Run run) {
    Job job = store.find(run.attempt().job()).orElseThrow();
    log.info("begins: {}", run.attempt());
    Ending ending = work(work, job, run);
    CompletionHandler<Void> next = settle(run, ending);
    if (ending instanceof Ending.Done) {
      forget(work, job);
    }
    return next;
  }

  private static void forget(JobWork work, Job job) {
    try {
      work.forget(job);
    } catch (RuntimeException failure) {
      log.warn("What {} has left could not be deleted", job.id(), failure);
    }
  }

  private Ending work(JobWork work, Job job, Run run) {
    try {
      return work.work(job, run);
    } catch (TrainingException superseded) {
      if (superseded.kind() == TrainingException.Kind.SUPERSEDED) {
        run.stop(Reason.LOST);
      }
      return ended(run, superseded);
    } catch (RuntimeException | Error fault) {
      return ended(run, fault);
    }
  }

  private static Ending ended(Run run, Throwable fault) {
    if (run.stopping()) {
      log.warn("stopped with a fault: {}", run.attempt(), fault);
      return new Ending.Stopped();
    }
    if (Faults.isUnexpected(fault)) {
      log.error("failed unexpectedly: {}", run.attempt(), fault);
    }
    return new Ending.Failed(Faults.problem(fault));
  }

  private CompletionHandler<Void> settle(Run run, Ending ending) {
    boolean written;
    if (ending instanceof Ending.Done done) {
      written = run.end(JobState.SUCCEEDED, done.outcome(), null);
    } else if (ending instanceof Ending.Failed failed) {
      log.warn("failed: {}: {}", run.attempt(), failed.problem().detail());
      written = run.end(JobState.FAILED, null, failed.problem());
    } else if (run.reason() == Reason.CANCELLED) {
      written = run.end(JobState.CANCELLED, null, null);
    } else if (run.reason() == Reason.SHUTDOWN) {
      run.release();
      return waitAgain();
    } else {
      written = false;
    }
    log.info("{}: {}", ending.word(), run.attempt());
    return written ? new CompletionHandler.OnCompleteRemove<>() : leaveAlone();
  }

  private CompletionHandler<Void> waitAgain() {
    return (complete, operations) -> operations.reschedule(complete, JobQueue.due(clock));
  }

  /** Whoever has the job now has its place in the queue, or takes it for dead and revives it. */
  private static CompletionHandler<Void> leaveAlone() {
    return (complete, operations) -> {};
  }
}
