package org.imagecaptioning.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.ObjectWriter;

/**
 * What one listener hears of a job. It is offered how the job stands, and sends, in a thread of its
 * own, what is new in that: a listener that takes long misses progress in between, never an epoch,
 * and holds nobody up. The id of an event is the number of epochs that the listener knows of then.
 */
final class JobStream {

  private static final Logger log = LoggerFactory.getLogger(JobStream.class);

  private static final MediaType UTF_8 = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private final String job;
  private final SseEmitter emitter;
  private final JobStore store;
  private final ObjectWriter json;
  private final Executor executor;
  private final AtomicReference<@Nullable Job> offered = new AtomicReference<>();
  private final AtomicBoolean beat = new AtomicBoolean();
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile boolean over;
  private int epochs;
  private @Nullable Job last;

  /**
   * @param epochs that the listener knows of
   */
  JobStream(
      String job,
      int epochs,
      SseEmitter emitter,
      JobStore store,
      ObjectWriter json,
      Executor executor) {
    this.job = job;
    this.epochs = epochs;
    this.emitter = emitter;
    this.store = store;
    this.json = json;
    this.executor = executor;
  }

  String job() {
    return job;
  }

  boolean isOver() {
    return over;
  }

  /** How the job stands; what was offered before and not sent yet is passed over. */
  void offer(Job now) {
    offered.set(now);
    send();
  }

  /** Shows that the connection lives, and finds out whether it does. */
  void beat() {
    beat.set(true);
    send();
  }

  /** No more events: whoever wants more connects again. */
  void end() {
    over = true;
    emitter.complete();
  }

  private void send() {
    if (!over && sending.compareAndSet(false, true)) {
      try {
        executor.execute(this::drain);
      } catch (RejectedExecutionException stopping) {
        sending.set(false);
      }
    }
  }

  private void drain() {
    try {
      Job now;
      while (!over && ((now = offered.getAndSet(null)) != null || beat.get())) {
        if (now != null) {
          tell(now);
        } else {
          emitter.send(SseEmitter.event().comment("alive"));
        }
        beat.set(false);
      }
    } catch (IOException | IllegalStateException gone) {
      log.debug("A listener of {} is gone", job, gone);
      over = true;
    } catch (RuntimeException fault) {
      log.warn("The events of {} break off", job, fault);
      end();
    } finally {
      sending.set(false);
    }
    if (offered.get() != null) {
      send(); // it came between the last look and the end
    }
  }

  private void tell(Job now) throws IOException {
    Job before = last;
    boolean stateIsNew =
        before == null
            || before.state() != now.state()
            || before.attempt() != now.attempt()
            || before.cancelling() != now.cancelling();
    if (stateIsNew && !(now.state().ended() && before != null)) {
      event("state", JobViews.view(now, null));
    }
    for (EpochLine epoch : store.epochs(job, epochs)) {
      epochs = epoch.epoch();
      event("epoch", epoch);
    }
    if (before != null && !stateIsNew && !Objects.equals(before.progress(), now.progress())) {
      event("progress", JobViews.view(now, null));
    }
    last = now;
    if (now.state().ended()) {
      event("done", JobViews.view(now, null));
      end();
    }
  }

  private void event(String name, Object data) throws IOException {
    emitter.send(
        SseEmitter.event()
            .id(Integer.toString(epochs))
            .name(name)
            .data(json.writeValueAsString(data), UTF_8));
  }
}
