package org.imagecaptioning.jobs;

import org.imagecaptioning.training.TrainingControl;

/** Tells a training what the run of its job says. */
record RunControl(Run run) implements TrainingControl {

  @Override
  public boolean stopAsked() {
    return run.stopping();
  }

  @Override
  public boolean mayPublish() {
    return run.held();
  }
}
