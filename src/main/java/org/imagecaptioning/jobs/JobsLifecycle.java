package org.imagecaptioning.jobs;

import java.util.ArrayList;
import java.util.List;
import org.imagecaptioning.jobs.JobScheduler.Lane;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.imagecaptioning.settings.CaptioningSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes jobs up once captions are served and the database is open, and gives them back when the
 * service stops: told at once, waited for when no more requests come.
 */
@Component
class JobsLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(JobsLifecycle.class);

  private final JobDatabase database;
  private final JobScheduler scheduler;
  private final List<Lane> lanes;
  private final Runs runs;
  private final JobEvents events;
  private final ApplicationContext context;
  private volatile boolean running;

  JobsLifecycle(
      JobDatabase database,
      JobScheduler scheduler,
      List<JobWork> works,
      TrainingSettings settings,
      CaptioningSettings service,
      Runs runs,
      JobEvents events,
      ApplicationContext context) {
    this.database = database;
    this.scheduler = scheduler;
    this.lanes = lanes(works, service.role().works() ? settings.concurrency() : 0);
    this.runs = runs;
    this.events = events;
    this.context = context;
  }

  /** One evaluation beside the trainings, unless the process is to do neither. */
  private static List<Lane> lanes(List<JobWork> works, int concurrency) {
    List<Lane> lanes = new ArrayList<>();
    for (JobWork work : works) {
      int most = work.kind() == JobKind.TRAINING ? Integer.MAX_VALUE : 1;
      lanes.add(new Lane(work, Math.min(most, concurrency)));
    }
    return lanes;
  }

  @EventListener(ApplicationReadyEvent.class)
  void takeJobsUp() {
    database.open();
    database.whenOpen(
        () -> {
          try {
            scheduler.start(lanes);
          } catch (RuntimeException failure) {
            log.error("Jobs are not taken up", failure);
          }
        });
  }

  /** Before the web server waits for open streams. */
  @EventListener
  void tellToStop(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) {
      runs.close();
      events.close();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    scheduler.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped after the web server. */
  @Override
  public int getPhase() {
    return 0;
  }
}
