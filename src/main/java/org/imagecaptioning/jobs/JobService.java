package org.imagecaptioning.jobs;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Jobs are taken on in the database; this process hears of it at once, others within a second. */
@Component
class JobService {

  private final JobDesk desk;
  private final Runs runs;
  private final JobScheduler scheduler;
  private final JobEvents events;

  JobService(JobDesk desk, Runs runs, JobScheduler scheduler, JobEvents events) {
    this.desk = desk;
    this.runs = runs;
    this.scheduler = scheduler;
    this.events = events;
  }

  /**
   * The job of a request.
   *
   * @param wanted is only asked if the request did not come before: what it names may be gone
   */
  Job submit(Sent sent, Supplier<NewJob> wanted) {
    return desk.known(sent)
        .orElseGet(
            () -> {
              Job job = desk.submit(wanted.get());
              scheduler.wake();
              return job;
            });
  }

  Job cancel(Job job) {
    Job told = desk.cancel(job);
    runs.cancel(job.id());
    events.wake();
    return told;
  }

  Job resume(Job job) {
    Job told = desk.resume(job);
    scheduler.wake();
    events.wake();
    return told;
  }
}
