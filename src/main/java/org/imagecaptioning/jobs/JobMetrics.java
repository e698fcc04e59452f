package org.imagecaptioning.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagecaptioning.jobs.database.DatabaseDownException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Jobs that wait and that are worked on, of all processes, and whether their database answers. */
@Component
class JobMetrics {

  private static final List<JobState> STATES = List.of(JobState.QUEUED, JobState.RUNNING);

  private final JobStore store;
  private final Map<JobKind, Map<JobState, Long>> counts = new ConcurrentHashMap<>();
  private volatile boolean answers;

  JobMetrics(JobStore store, MeterRegistry registry) {
    this.store = store;
    for (JobKind kind : JobKind.values()) {
      for (JobState state : STATES) {
        Gauge.builder("captioning.jobs", () -> count(kind, state))
            .description("Jobs of all processes that share the database")
            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
            .tag("state", state.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
    Gauge.builder("captioning.jobs.database", () -> answers ? 1 : 0)
        .description("1 while the database of the jobs answers")
        .register(registry);
  }

  /** Asked beside the scrapes, which a database that is away must not hold up. */
  @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT2S")
  void look() {
    try {
      for (JobKind kind : JobKind.values()) {
        Map<JobState, Long> states = new EnumMap<>(JobState.class);
        for (JobState state : STATES) {
          states.put(state, store.count(kind, new JobFilter(state, null, null, null, 1)));
        }
        counts.put(kind, states);
      }
      answers = true;
    } catch (DatabaseDownException away) {
      answers = false;
      counts.clear();
    }
  }

  /** None is known while the database is away. */
  private double count(JobKind kind, JobState state) {
    Map<JobState, Long> states = counts.get(kind);
    return states == null ? Double.NaN : states.getOrDefault(state, 0L);
  }
}
