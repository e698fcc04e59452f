package org.imagecaptioning.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StoppingTest {

  @TempDir private Path folder;

  @Test
  void serviceThatStopsEndsItsStreamsAndGivesItsJobsBack() throws Exception {
    String job;
    CompletableFuture<List<String>> followed;
    long step;
    try (JobsService service = new JobsService(folder)) {
      service.draw("drawn", 100);
      HttpCalls calls = service.calls();
      job = calls.submit("/train", Trainings.endless("drawn", "endless"));
      step = calls.await(job, now -> now.at("/step").asLong() > 20).at("/step").asLong();
      followed = follow(calls.events(job + "/events"));
    }
    List<String> lines = followed.get(1, TimeUnit.MINUTES);
    assertThat(lines).contains("event:state").doesNotContain("event:done");

    try (JobsService service = new JobsService(folder)) {
      HttpCalls calls = service.calls();
      assertThat(calls.await(job, now -> now.at("/attempts").asInt() == 2).at("/step").asLong())
          .isGreaterThanOrEqualTo(step);
      calls.delete(job);
      calls.awaitEnd(job, "cancelled");
    }
  }

  /** Reads a stream to its end, once its first event is there. */
  private static CompletableFuture<List<String>> follow(Stream<String> stream)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<List<String>> lines =
        CompletableFuture.supplyAsync(() -> stream.peek(line -> begun.countDown()).toList());
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    return lines;
  }
}
