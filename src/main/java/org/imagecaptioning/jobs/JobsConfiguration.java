package org.imagecaptioning.jobs;

import java.time.Clock;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.jobs.database.JobDatabase;
import org.imagecaptioning.settings.DatabaseSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What jobs need beside their own parts. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

  /** Once the home is locked: an H2 file in it is this process's alone. */
  @Bean
  JobDatabase jobDatabase(DatabaseSettings settings, CaptioningHome home) {
    return new JobDatabase(settings, home.path());
  }

  @Bean
  JobScheduler jobScheduler(
      JobDatabase database, Executions executions, CaptioningHome home, Clock clock) {
    return new JobScheduler(database, executions, ProcessName.of(home), clock);
  }
}
