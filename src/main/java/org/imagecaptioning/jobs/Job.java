package org.imagecaptioning.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One job as the database has it.
 *
 * @param number by which jobs are ordered: later ones have greater ones
 * @param name of the model that it makes or scores
 * @param dataset its name
 * @param request what it was asked to do, as JSON with every default filled in
 * @param attempt how often it was taken up; what is written for it names the attempt
 * @param cancelling whether it is to stop at its next step
 * @param started when it was first taken up
 * @param ended when it was over
 * @param progress how far it is, null before it was taken up
 * @param outcome what it came to, null before it succeeded
 * @param problem why it failed
 */
record Job(
    String id,
    long number,
    JobKind kind,
    JobState state,
    String name,
    String dataset,
    String request,
    int attempt,
    boolean cancelling,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable JobProgress progress,
    @Nullable JobOutcome outcome,
    @Nullable JobProblem problem) {

  /** What a training is to do. */
  TrainRequest training() {
    return JobRecords.parse(request, TrainRequest.class);
  }

  /** What an evaluation is to do. */
  EvaluationRequest evaluation() {
    return JobRecords.parse(request, EvaluationRequest.class);
  }
}
