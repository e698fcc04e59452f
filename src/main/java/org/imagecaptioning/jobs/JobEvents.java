package org.imagecaptioning.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.imagecaptioning.jobs.database.DatabaseDownException;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets clients follow jobs. Once a second the jobs that somebody follows are looked up, and what is
 * new is told: so it does not matter which process works on them.
 */
@Component
class JobEvents {

  private static final Logger log = LoggerFactory.getLogger(JobEvents.class);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final int MOST_STREAMS = 100;

  private final JobStore store;
  private final ObjectWriter json;
  private final Clock clock;
  private final Set<JobStream> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("job-events-"));
  private final ExecutorService telling =
      Executors.newCachedThreadPool(new CustomizableThreadFactory("job-event-"));
  private Instant beaten;
  private boolean scheduled;
  private boolean closed;

  JobEvents(JobStore store, JsonMapper json, Clock clock) {
    this.store = store;
    this.json = json.writer().without(SerializationFeature.INDENT_OUTPUT); // data is one line
    this.clock = clock;
    this.beaten = clock.instant();
  }

  /**
   * Tells how the job stands, then what becomes of it, up to its end.
   *
   * @param lastEventId of a client that comes back: the number of epochs that it knows of
   */
  SseEmitter follow(Job job, @Nullable String lastEventId) {
    SseEmitter emitter = new SseEmitter(0L);
    JobStream stream = new JobStream(job.id(), epochs(lastEventId), emitter, store, json, telling);
    emitter.onCompletion(() -> streams.remove(stream));
    emitter.onError(gone -> streams.remove(stream));
    synchronized (this) {
      if (closed || streams.size() >= MOST_STREAMS) {
        throw new ProblemException(
            ProblemType.UNAVAILABLE,
            closed
                ? "The service is stopping."
                : "%d clients follow jobs already; GET %s/%s says how one stands."
                    .formatted(MOST_STREAMS, job.kind().path(), job.id()));
      }
      streams.add(stream);
      if (!scheduled) {
        scheduled = true;
        looking.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    stream.offer(job);
    return emitter;
  }

  private static int epochs(@Nullable String lastEventId) {
    return lastEventId != null && lastEventId.matches("[0-9]{1,9}")
        ? Integer.parseInt(lastEventId)
        : 0;
  }

  /** Looks now, and not only when the next second begins. */
  synchronized void wake() {
    if (scheduled && !closed) {
      looking.execute(this::look);
    }
  }

  private void look() {
    try {
      streams.removeIf(JobStream::isOver);
      Map<String, Optional<Job>> jobs = new HashMap<>();
      for (JobStream stream : streams) {
        jobs.computeIfAbsent(stream.job(), store::find).ifPresent(stream::offer);
      }
    } catch (DatabaseDownException away) {
      log.debug("Nothing new can be told of jobs", away);
    } catch (RuntimeException fault) {
      log.warn("Jobs that are followed could not be looked up", fault);
    }
    if (Duration.between(beaten, clock.instant()).abs().compareTo(BEAT) >= 0) {
      beaten = clock.instant();
      streams.forEach(JobStream::beat);
    }
  }

  /** Ends all streams, so that no open one holds up the end of the service. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    looking.shutdownNow();
    streams.forEach(JobStream::end);
    telling.shutdown();
  }
}
