package org.imagecaptioning.training;

import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.jspecify.annotations.Nullable;

/**
 * What somebody chose of {@link TrainingOptions}: each is null where what suits the data is to be
 * taken. The names are those that people use, on the command line and over HTTP.
 */
public record ChosenOptions(
    @Nullable Cell cell,
    @Nullable InitialState initialState,
    @Nullable Integer embedding,
    @Nullable Integer hidden,
    @Nullable Integer minimumCount,
    @Nullable Integer maxWords,
    @Nullable Integer epochs,
    StoppingOptions.@Nullable Watch watch,
    @Nullable Integer patience,
    @Nullable Integer batchSize,
    @Nullable Double learningRate,
    RateOptions.@Nullable Schedule schedule,
    @Nullable Integer warmupSteps,
    @Nullable Double finalRate,
    @Nullable Double dropout,
    @Nullable Double labelSmoothing,
    @Nullable Double sampling,
    SamplingOptions.@Nullable Rise samplingRise,
    @Nullable Double clipNorm,
    @Nullable Long seed) {

  /** Nothing chosen. */
  public static ChosenOptions none() {
    return new ChosenOptions(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null);
  }

  /**
   * All options: those chosen, and for the rest what suits the data set.
   *
   * @throws TrainingException of the kind OPTIONS if one is out of bounds, or two do not go
   *     together
   */
  public TrainingOptions resolve(Dataset dataset) {
    int captions =
        dataset.images(Split.TRAIN).stream().mapToInt(image -> image.captions().size()).sum();
    SuitableOptions suitable = SuitableOptions.of(captions);
    Cell ofCell = or(cell, Cell.LSTM);
    NetworkOptions network =
        new NetworkOptions(
            ofCell,
            or(initialState, NetworkOptions.usualState(ofCell)),
            or(embedding, 256),
            or(hidden, suitable.hidden()));
    StoppingOptions stopping =
        new StoppingOptions(
            or(epochs, suitable.epochs()),
            or(watch, StoppingOptions.Watch.CIDER),
            or(patience, suitable.patience()));
    int batch = or(batchSize, suitable.batchSize());
    long steps = (long) Minibatches.count(captions, Math.max(1, batch)) * stopping.epochs();
    return new TrainingOptions(
        network,
        new WordOptions(or(minimumCount, suitable.minimumCount()), or(maxWords, 30)),
        batch,
        new RateOptions(
            or(learningRate, 1e-3),
            or(schedule, RateOptions.Schedule.COSINE),
            or(warmupSteps, SuitableOptions.warmupSteps(steps)),
            or(finalRate, 0.01)),
        or(dropout, ofCell == Cell.RNN ? 0.3 : 0.5),
        or(labelSmoothing, 0.0),
        new SamplingOptions(or(sampling, 0.0), or(samplingRise, SamplingOptions.Rise.LINEAR)),
        or(clipNorm, 5.0),
        stopping,
        or(seed, 1L));
  }

  private static <T> T or(@Nullable T chosen, T suitable) {
    return chosen == null ? suitable : chosen;
  }
}
