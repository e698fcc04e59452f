package org.imagecaptioning.captioner;

import org.jspecify.annotations.Nullable;

/**
 * One of the captions that are being sampled.
 *
 * @param hypothesis its words so far
 * @param parent the row of the last step that it goes on from
 * @param drawn whether all its words were drawn; if not, it fills up a place that no draw took
 * @param value what decides about its place: its perturbed log-probability if it was drawn, else
 *     the log-probability of its words
 * @param drawLogProbability natural logarithm of the probability that it was drawn with
 * @param stream where the noise of its next word comes from
 * @param caption what came of it, once that is known
 */
record Sample(
    Hypothesis hypothesis,
    int parent,
    boolean drawn,
    double value,
    double drawLogProbability,
    long stream,
    @Nullable Caption caption) {

  /** Before the first word. */
  static Sample start(long seed) {
    return new Sample(Hypothesis.EMPTY, 0, true, 0, 0, Gumbel.stream(seed), null);
  }

  /** Goes no further. */
  Sample closed(Caption result, boolean wasDrawn, double newValue) {
    return new Sample(hypothesis, parent, wasDrawn, newValue, drawLogProbability, stream, result);
  }
}
