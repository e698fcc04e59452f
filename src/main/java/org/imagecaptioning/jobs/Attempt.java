package org.imagecaptioning.jobs;

/**
 * The right to work on a job, until another attempt has it.
 *
 * @param job its id
 * @param number from 1
 */
record Attempt(String job, int number) {

  /** As the log tells it. */
  @Override
  public String toString() {
    return "attempt %d at the job %s".formatted(number, job);
  }
}
