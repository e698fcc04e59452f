package org.imagecaptioning.training;

import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;

/**
 * How a captioner is trained. With the captions and the features it decides the weights, to the
 * bit, on one kind of processor.
 *
 * @param cell the recurrent cell
 * @param initialState how features become the first state
 * @param embedding W, numbers in a word's vector
 * @param hidden H, numbers in the hidden state
 * @param minimumCount how often a word must come in the training captions to be known
 * @param maxWords longer captions are cut to as many words, without an end
 * @param epochs how often every training caption is seen at most
 * @param batchSize N, captions in a minibatch
 * @param learningRate the highest, after warming up
 * @param warmupSteps minibatches during which the rate rises to it from 0
 * @param finalRate what the rate falls to by the last step, along half a cosine, as a share
 * @param dropout share of word inputs and hidden outputs dropped
 * @param clipNorm the longest gradient, 0 for any
 * @param patience epochs without a better validation before training stops, 0 for never
 * @param seed of weights, minibatches and dropout
 */
public record TrainingOptions(
    Cell cell,
    InitialState initialState,
    int embedding,
    int hidden,
    int minimumCount,
    int maxWords,
    int epochs,
    int batchSize,
    double learningRate,
    int warmupSteps,
    double finalRate,
    double dropout,
    double clipNorm,
    int patience,
    long seed) {

  public TrainingOptions {
    between("embedding", embedding, 1, 8192);
    between("hidden", hidden, 1, 8192);
    between("minimumCount", minimumCount, 1, 1_000_000);
    between("maxWords", maxWords, 1, 200);
    between("epochs", epochs, 1, 100_000);
    between("batchSize", batchSize, 1, 4096);
    between("learningRate", learningRate, 1e-8, 10);
    between("warmupSteps", warmupSteps, 0, 1_000_000);
    between("finalRate", finalRate, 0, 1);
    between("dropout", dropout, 0, 0.95);
    between("clipNorm", clipNorm, 0, 1e6);
    between("patience", patience, 0, 100_000);
  }

  /** What suits from a hundred pictures to some ten thousand. */
  public static TrainingOptions defaults(Cell cell) {
    boolean lstm = cell == Cell.LSTM;
    return new TrainingOptions(
        cell,
        lstm ? InitialState.TANH_WITH_CELL : InitialState.AFFINE,
        256,
        512,
        5,
        30,
        20,
        128,
        1e-3,
        200,
        0.01,
        lstm ? 0.5 : 0.3,
        5,
        5,
        1);
  }

  /**
   * The rate of one step.
   *
   * @param step from 0
   * @param steps how many there are in all
   */
  double learningRateAt(long step, long steps) {
    if (step < warmupSteps) {
      return learningRate * (step + 1) / (warmupSteps + 1);
    }
    double progress = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    return learningRate * (finalRate + (1 - finalRate) * cosine);
  }

  private static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is between %s and %s, not %s".formatted(name, least, most, value));
    }
  }
}
