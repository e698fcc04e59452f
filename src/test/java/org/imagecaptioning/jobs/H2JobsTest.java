package org.imagecaptioning.jobs;

import org.imagecaptioning.settings.DatabaseSettings;

class H2JobsTest extends JobsSuite {

  @Override
  DatabaseSettings settings() {
    return new DatabaseSettings(null, "", "");
  }
}
