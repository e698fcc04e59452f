package org.imagecaptioning.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.imagecaptioning.jobs.Attempts.Answer;
import org.imagecaptioning.jobs.database.DatabaseDownException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a job in this process: carries progress to the database, and the wish to stop from
 * there. While the database is away work goes on up to what has to be written under its eyes.
 */
final class Run {

  private static final Logger log = LoggerFactory.getLogger(Run.class);

  /** How often progress is written. */
  static final Duration PACE = Duration.ofSeconds(1);

  /** Why a run is to stop. */
  enum Reason {
    CANCELLED,
    SHUTDOWN,
    /** Another attempt has the job. */
    LOST
  }

  private final Attempt attempt;
  private final Attempts attempts;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Reason reason;
  private JobProgress progress = JobProgress.in(JobProgress.Phase.PREPARING);
  private Instant written = Instant.MIN;

  Run(Attempt attempt, Attempts attempts, Clock clock) {
    this.attempt = attempt;
    this.attempts = attempts;
    this.clock = clock;
  }

  Attempt attempt() {
    return attempt;
  }

  /** Has it end at its next step; the first reason counts. */
  void stop(Reason why) {
    synchronized (stopped) {
      if (reason == null) {
        reason = why;
        stopped.countDown();
      }
    }
  }

  /** Whether it is to end now. */
  boolean stopping() {
    return reason != null;
  }

  /** Why it is to end, null if it is not. */
  @Nullable Reason reason() {
    return reason;
  }

  /** How far it is. */
  JobProgress progress() {
    return progress;
  }

  /** Says how far it is; written once a second at most, and when the phase changes. */
  void report(JobProgress now) {
    boolean due =
        now.phase() != progress.phase()
            || Duration.between(written, clock.instant()).abs().compareTo(PACE) >= 0;
    progress = now;
    if (due) {
      written = clock.instant();
      try {
        heed(attempts.report(attempt, now));
      } catch (DatabaseDownException away) {
        log.debug("The progress of {} was not written", attempt, away);
      }
    }
  }

  void epoch(EpochLine line) {
    patiently(() -> attempts.epoch(attempt, line));
  }

  void bearFruit() {
    patiently(
        () -> {
          attempts.bearFruit(attempt);
          return Answer.GO_ON;
        });
  }

  /** Whether what was made may be published: asked just before. */
  boolean held() {
    return patiently(() -> attempts.ask(attempt)) != Answer.LOST;
  }

  /** Waits for the database as long as there is no reason to stop. */
  private Answer patiently(Supplier<Answer> question) {
    for (boolean first = true; ; first = false) {
      try {
        return heed(question.get());
      } catch (DatabaseDownException away) {
        if (stopping()) {
          return Answer.LOST;
        }
        if (first) {
          log.warn("{} waits for its database", attempt);
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (stopped.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("{} waits no more", attempt);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stop(Reason.SHUTDOWN);
    }
  }

  private Answer heed(Answer answer) {
    switch (answer) {
      case CANCEL -> stop(Reason.CANCELLED);
      case LOST -> stop(Reason.LOST);
      case GO_ON -> {}
    }
    return answer;
  }

  /**
   * Ends the job in the database.
   *
   * @return false if it could not: then another attempt ends it
   */
  boolean end(JobState state, @Nullable JobOutcome outcome, @Nullable JobProblem problem) {
    Answer answer =
        patiently(
            () ->
                attempts.end(attempt, state, progress, outcome, problem)
                    ? Answer.GO_ON
                    : Answer.LOST);
    return answer != Answer.LOST;
  }

  /** Gives the job back unfinished. If the database is away, it is taken for dead instead. */
  void release() {
    try {
      attempts.release(attempt);
    } catch (DatabaseDownException away) {
      log.warn("{} could not be given back", attempt, away);
    }
  }
}
