package org.imagecaptioning.jobs;

class H2JobsHttpTest extends JobsHttpSuite {

  @Override
  String[] database() {
    return new String[0];
  }
}
