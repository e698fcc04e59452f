package org.imagecaptioning.jobs;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.imagecaptioning.jobs.JobQueue.Entry;
import org.imagecaptioning.jobs.Run.Reason;
import org.springframework.stereotype.Component;

/** The runs of this process. */
@Component
class Runs {

  private final Attempts attempts;
  private final Clock clock;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Runs(Attempts attempts, Clock clock) {
    this.attempts = attempts;
    this.clock = clock;
  }

  /**
   * Takes a job up and works on it.
   *
   * @return what the work gave, empty if there was nothing to do or no more is taken up
   */
  <T> Optional<T> run(Entry entry, Function<Run, T> work) {
    Optional<Attempt> attempt = closed ? Optional.empty() : attempts.begin(entry);
    if (attempt.isEmpty()) {
      return Optional.empty();
    }
    Run run = new Run(attempt.get(), attempts, clock);
    runs.put(entry.job(), run);
    if (closed) {
      run.stop(Reason.SHUTDOWN);
    }
    try {
      return Optional.of(work.apply(run));
    } finally {
      runs.remove(entry.job(), run);
    }
  }

  /** Whether the service is stopping. */
  boolean closed() {
    return closed;
  }

  /** Cancels at the next step; a run in another process reads it from the database. */
  void cancel(String job) {
    Run run = runs.get(job);
    if (run != null) {
      run.stop(Reason.CANCELLED);
    }
  }

  /** Has all of them stop at their next step, and takes up no more. */
  void close() {
    closed = true;
    runs.values().forEach(run -> run.stop(Reason.SHUTDOWN));
  }
}
