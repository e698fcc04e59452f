package org.imagecaptioning.jobs;

/** How far a job is. A job whose process died is still {@link #RUNNING} until it is taken up. */
enum JobState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing will happen any more by itself. */
  boolean ended() {
    return this != QUEUED && this != RUNNING;
  }
}
