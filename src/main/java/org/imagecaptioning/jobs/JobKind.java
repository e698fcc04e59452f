package org.imagecaptioning.jobs;

/** What a job does; each kind has its own path, queue and thread. */
enum JobKind {
  TRAINING("/train", "training_queue"),
  EVALUATION("/evaluations", "evaluation_queue");

  private final String path;
  private final String queue;

  JobKind(String path, String queue) {
    this.path = path;
    this.queue = queue;
  }

  /** Where jobs of this kind are asked for. */
  String path() {
    return path;
  }

  /** The table that db-scheduler takes them from. */
  String queue() {
    return queue;
  }
}
