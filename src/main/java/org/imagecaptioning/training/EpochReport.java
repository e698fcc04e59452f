package org.imagecaptioning.training;

import org.imagecaptioning.evaluation.CaptionScores;
import org.jspecify.annotations.Nullable;

/**
 * What one epoch came to.
 *
 * @param epoch from 1
 * @param loss on the training captions, in nats a word, with dropout
 * @param scores on the validation split after the epoch, none if that split is empty
 * @param seconds that its minibatches took, validation not counted
 * @param wordsPerSecond words of captions learned from in one of these seconds
 */
public record EpochReport(
    int epoch,
    double loss,
    @Nullable CaptionScores scores,
    double seconds,
    double wordsPerSecond) {}
