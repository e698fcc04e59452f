package org.imagecaptioning.training;

/**
 * A minibatch that is done.
 *
 * @param epoch from 1
 * @param epochs at most
 * @param batch of the epoch, from 1
 * @param batches of each epoch
 * @param step minibatches done in all
 * @param loss mean of the epoch so far, in nats a word
 * @param words learned from in the epoch so far
 * @param wordsPerSecond of the epoch so far
 */
public record BatchReport(
    int epoch,
    int epochs,
    int batch,
    int batches,
    long step,
    double loss,
    long words,
    double wordsPerSecond) {}
