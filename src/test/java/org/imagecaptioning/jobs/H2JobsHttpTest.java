package org.imagecaptioning.jobs;

import java.util.List;

class H2JobsHttpTest extends JobsHttpSuite {

  @Override
  List<String> database() {
    return List.of();
  }
}
