package org.imagecaptioning.training;

import java.util.Optional;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.models.Bundle;

/**
 * One training: what is learned from, by what network, and how.
 *
 * @param card name, description and licence of the model that is made
 * @param dataset the captioned pictures
 * @param encoder the network that sees, which stays as it is
 * @param options how the captioner is trained, as {@link ChosenOptions#resolve} gives them
 * @param startFrom a model whose captioner is trained further, instead of a new one; the encoder is
 *     then its, and so is the network
 * @param checkpointing when checkpoints are written
 * @param threads used at most, at least 1
 */
public record TrainingPlan(
    ModelCard card,
    Dataset dataset,
    EncoderChoice encoder,
    TrainingOptions options,
    Optional<Bundle> startFrom,
    Checkpointing checkpointing,
    int threads) {

  public TrainingPlan {
    if (threads < 1) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS, "At least 1 thread trains, not " + threads);
    }
    startFrom.ifPresent(model -> check(model, encoder, options));
    if (options.network().attends()) {
      checkPlaces(dataset, encoder);
    }
    checkObjective(options, startFrom);
    checkViews(dataset, options.views());
    if (startFrom.isEmpty() && options.words().fixed()) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The vocabulary of a new model is learned: only that of a model that is trained further can be fixed");
    }
  }

  /**
   * @throws TrainingException of the kind OPTIONS if there are no places for attention to choose
   *     from
   */
  public static void checkPlaces(Dataset dataset, EncoderChoice encoder) {
    if (dataset.featureDepth().isPresent()) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "attention is false with the dataset %s: it brings one vector of features an image, and no places to look at"
              .formatted(dataset.name()));
    }
    if (encoder.description().places() == 1) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "attention is false with the encoder %s: it sees a picture as one place, and there is nothing to choose from"
              .formatted(encoder.description().name()));
    }
  }

  /**
   * @throws TrainingException of the kind OPTIONS if a new model is to learn from captions of its
   *     own
   */
  static void checkObjective(TrainingOptions options, Optional<Bundle> startFrom) {
    if (startFrom.isEmpty() && options.objective() == Objective.CIDER) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The objective cider makes a model better that speaks already: startFrom names it");
    }
  }

  /**
   * @throws TrainingException of the kind OPTIONS if there are no pictures to see otherwise
   */
  static void checkViews(Dataset dataset, ViewOptions views) {
    if (views.count() > 1 && dataset.featureDepth().isPresent()) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "views is 1 with the dataset %s: it brings features, and no pictures to see other views of"
              .formatted(dataset.name()));
    }
  }

  private static void check(Bundle model, EncoderChoice encoder, TrainingOptions options) {
    String selector = model.manifest().name() + ":" + model.manifest().version();
    if (!EncoderChoice.of(model).sha256().equals(encoder.sha256())) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The model %s knows what its own encoder sees: trained further, it keeps that, and takes no other"
              .formatted(selector));
    }
    NetworkOptions network = NetworkOptions.of(model.manifest().captioner());
    if (!network.equals(options.network())) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The network of the model %s is %s: trained further, it stays so and does not become %s"
              .formatted(selector, network.described(), options.network().described()));
    }
  }
}
