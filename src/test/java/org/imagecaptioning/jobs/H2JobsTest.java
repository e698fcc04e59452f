package org.imagecaptioning.jobs;

import org.imagecaptioning.jobs.database.DatabaseSettings;

class H2JobsTest extends JobsSuite {

  @Override
  DatabaseSettings settings() {
    return new DatabaseSettings(null, "", "");
  }
}
