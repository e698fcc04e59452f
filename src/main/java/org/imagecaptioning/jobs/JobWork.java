package org.imagecaptioning.jobs;

/** Does what jobs of one kind ask for. */
interface JobWork {

  JobKind kind();

  /** Works in this thread, until it is done or the run is to stop. */
  Ending work(Job job, Run run);

  /** Drops what a job that succeeded has left. */
  default void forget(Job job) {}
}
