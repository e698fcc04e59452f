package org.imagecaptioning.training;

import static java.util.Objects.requireNonNullElse;

import java.util.Optional;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.models.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * What somebody chose of {@link TrainingOptions}: each is null where what suits the data is to be
 * taken. The names are those that people use, on the command line and over HTTP.
 */
public record ChosenOptions(
    @Nullable Cell cell,
    @Nullable Boolean attention,
    @Nullable InitialState initialState,
    @Nullable Objective objective,
    @Nullable Integer embedding,
    @Nullable Integer hidden,
    @Nullable Integer minimumCount,
    @Nullable Boolean fixedVocabulary,
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
    @Nullable Double teaching,
    @Nullable Double sampling,
    SamplingOptions.@Nullable Rise samplingRise,
    @Nullable Double attentionPenalty,
    @Nullable Double clipNorm,
    @Nullable Double averaging,
    @Nullable Integer views,
    @Nullable Boolean mirror,
    @Nullable Long seed) {

  private static final double NEW_RATE = 1e-3;

  /** Steps that are too large would undo what a model has learned. */
  private static final double FURTHER_RATE = 3e-4;

  /** One number a caption says much less than a right word at each place: smaller steps. */
  private static final double CIDER_RATE = 5e-5;

  private static final int CIDER_EPOCHS = 10;

  /** What people said is one caption of many that would be right; teachers know the others. */
  private static final double TEACHING = 0.9;

  /** Nothing chosen. */
  public static ChosenOptions none() {
    return new ChosenOptions(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * All options: those chosen, and for the rest what suits the dataset.
   *
   * @param places L of the encoder's grid
   * @param origins of a model that is trained further: what is not chosen of the network is its
   *     own, and the rate is lower
   * @throws TrainingException of the kind OPTIONS if one is out of bounds, or two do not go
   *     together
   */
  public TrainingOptions resolve(Dataset dataset, int places, Origins origins) {
    Optional<Bundle> startFrom = origins.startFrom();
    int captions =
        dataset.images(Split.TRAIN).stream().mapToInt(image -> image.captions().size()).sum();
    SuitableOptions suitable = SuitableOptions.of(captions);
    NetworkOptions network = network(suitable, startFrom, mayAttend(dataset, places));
    boolean cider = objective == Objective.CIDER;
    StoppingOptions stopping =
        new StoppingOptions(
            requireNonNullElse(epochs, cider ? CIDER_EPOCHS : suitable.epochs()),
            requireNonNullElse(watch, StoppingOptions.Watch.CIDER),
            requireNonNullElse(patience, suitable.patience()));
    int batch = requireNonNullElse(batchSize, suitable.batchSize());
    long steps = (long) Minibatches.count(captions, Math.max(1, batch)) * stopping.epochs();
    TrainingOptions options =
        new TrainingOptions(
            network,
            requireNonNullElse(objective, Objective.CROSS_ENTROPY),
            new WordOptions(
                requireNonNullElse(minimumCount, suitable.minimumCount()),
                requireNonNullElse(fixedVocabulary, false),
                requireNonNullElse(maxWords, 30)),
            batch,
            new RateOptions(
                requireNonNullElse(
                    learningRate,
                    cider ? CIDER_RATE : startFrom.isPresent() ? FURTHER_RATE : NEW_RATE),
                requireNonNullElse(schedule, RateOptions.Schedule.COSINE),
                requireNonNullElse(warmupSteps, SuitableOptions.warmupSteps(steps)),
                requireNonNullElse(finalRate, 0.01)),
            requireNonNullElse(dropout, cider ? 0 : network.cell() == Cell.RNN ? 0.3 : 0.5),
            requireNonNullElse(labelSmoothing, 0.0),
            requireNonNullElse(teaching, origins.teachers().isEmpty() ? 0.0 : TEACHING),
            new SamplingOptions(
                requireNonNullElse(sampling, 0.0),
                requireNonNullElse(samplingRise, SamplingOptions.Rise.LINEAR)),
            requireNonNullElse(attentionPenalty, 0.01),
            requireNonNullElse(clipNorm, 5.0),
            requireNonNullElse(averaging, 0.0),
            new ViewOptions(requireNonNullElse(views, 1), requireNonNullElse(mirror, false)),
            stopping,
            requireNonNullElse(seed, 1L));
    TrainingPlan.checkOrigins(options, origins);
    TrainingPlan.checkViews(dataset, options.views());
    return options;
  }

  /** Of places in a picture there must be some to choose from, and sampling goes without. */
  private boolean mayAttend(Dataset dataset, int places) {
    return places > 1 && dataset.featureDepth().isEmpty() && requireNonNullElse(sampling, 0.0) == 0;
  }

  private NetworkOptions network(
      SuitableOptions suitable, Optional<Bundle> startFrom, boolean mayAttend) {
    if (startFrom.isPresent()) {
      CaptionerConfig its = startFrom.get().manifest().captioner();
      Cell itsOrAnother =
          requireNonNullElse(cell, its.cell()); // which TrainingPlan refuses, with words
      return new NetworkOptions(
          itsOrAnother,
          requireNonNullElse(
              initialState,
              itsOrAnother == its.cell()
                  ? its.initialState()
                  : NetworkOptions.usualState(itsOrAnother)),
          requireNonNullElse(embedding, its.embedding()),
          requireNonNullElse(hidden, its.hidden()),
          attention == null || attention == its.attends()
              ? its.attention()
              : attention(requireNonNullElse(hidden, its.hidden()), attention));
    }
    Cell ofCell = requireNonNullElse(cell, Cell.LSTM);
    int ofHidden = requireNonNullElse(hidden, suitable.hidden());
    return new NetworkOptions(
        ofCell,
        requireNonNullElse(initialState, NetworkOptions.usualState(ofCell)),
        requireNonNullElse(embedding, 256),
        ofHidden,
        attention(ofHidden, requireNonNullElse(attention, ofCell == Cell.LSTM && mayAttend)));
  }

  private static int attention(int hidden, boolean attends) {
    return attends ? NetworkOptions.usualAttention(hidden) : 0;
  }
}
