package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagecaptioning.jobs.JobQueue.Entry;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.imagecaptioning.settings.DatabaseSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class JobStreamTest {

  @TempDir private Path folder;

  @Test
  void whoTakesLongHoldsNobodyUpAndMissesNoEpoch() throws Exception {
    ExecutorService executor = Executors.newCachedThreadPool();
    try (JobDatabase database = new JobDatabase(new DatabaseSettings(null, "", ""), folder)) {
      database.open();
      Clock clock = new TestClock();
      JobStore store = new JobStore(database);
      Attempts attempts = new Attempts(database, clock);
      JobDesk desk = new JobDesk(database, store, new JobQueue(database, clock), clock);
      Job job = desk.submit(new NewJob(new Sent(JobKind.EVALUATION, "", null), "a", "b", REQUEST));
      Attempt attempt = attempts.begin(new Entry(job.id(), 1)).orElseThrow();
      Listener slow = new Listener(true);
      Listener quick = new Listener(false);
      List<JobStream> streams =
          Stream.of(slow, quick)
              .map(
                  listener ->
                      new JobStream(
                          job.id(), 0, listener, store, new JsonMapper().writer(), executor))
              .toList();

      for (int epoch = 1; epoch <= 3; epoch++) {
        attempts.epoch(attempt, new EpochLine(epoch, 1, true, 1, 1, null, null, List.of()));
        Job now = store.find(job.id()).orElseThrow();
        streams.forEach(stream -> stream.offer(now));
      }
      attempts.end(
          attempt, JobState.SUCCEEDED, JobProgress.in(JobProgress.Phase.TRAINING), null, null);
      Job ended = store.find(job.id()).orElseThrow();
      streams.forEach(stream -> stream.offer(ended));

      assertThat(quick.completed.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(quick.events).contains("done").filteredOn("epoch"::equals).hasSize(3);
      assertThat(slow.events).isEmpty();
      slow.mayGoOn.countDown();
      assertThat(slow.completed.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(slow.events).startsWith("state").endsWith("done");
      assertThat(slow.events).filteredOn("epoch"::equals).hasSize(3);
    } finally {
      executor.shutdown();
    }
  }

  private static final String REQUEST =
      """
      {"model": "a:1", "split": "VAL", "decoding": {"strategy": "BEAM", "beamSize": 3, "candidates": 1,
       "maxLength": 20, "minLength": 1, "lengthPenalty": 0.7, "temperature": 1, "topK": 0, "topP": 1,
       "seed": 0, "noRepeatTrigram": false}}""";

  /** Takes events at once, or only when it may. */
  private static final class Listener extends SseEmitter {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch mayGoOn;
    private final CountDownLatch completed = new CountDownLatch(1);

    Listener(boolean slow) {
      mayGoOn = new CountDownLatch(slow ? 1 : 0);
    }

    @Override
    public void send(SseEventBuilder event) throws IOException {
      try {
        mayGoOn.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      event
          .build()
          .forEach(
              part ->
                  String.valueOf(part.getData())
                      .lines()
                      .filter(line -> line.startsWith("event:"))
                      .forEach(line -> events.add(line.substring("event:".length()))));
    }

    @Override
    public void complete() {
      completed.countDown();
    }
  }
}
