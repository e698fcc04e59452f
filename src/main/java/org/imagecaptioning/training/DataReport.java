package org.imagecaptioning.training;

/**
 * What a training learns from.
 *
 * @param images to train on
 * @param captions to train on
 * @param words V, of the vocabulary, with the four special ones
 * @param validationImages that it is validated on
 * @param epochs at most
 * @param stepsPerEpoch minibatches of each
 * @param stepsDone minibatches done before, where it goes on from a checkpoint
 */
public record DataReport(
    int images,
    int captions,
    int words,
    int validationImages,
    int epochs,
    int stepsPerEpoch,
    long stepsDone) {}
