package org.imagecaptioning.jobs;

import org.imagecaptioning.jobs.database.JobDatabase;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows whether the database of the jobs answers. It is up either way: without it captions go on,
 * and a service taken out of traffic would help nobody.
 */
@Component("jobs")
class DatabaseHealth implements HealthIndicator {

  private final JobDatabase database;

  DatabaseHealth(JobDatabase database) {
    this.database = database;
  }

  @Override
  public Health health() {
    return Health.up()
        .withDetail("database", database.answers() ? "answers" : "does not answer")
        .build();
  }
}
