package org.imagecaptioning.training;

import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.models.Bundle;

/**
 * One training: what is learned from, by what network, and how.
 *
 * @param card name, description and licence of the model that is made
 * @param dataset the captioned pictures
 * @param encoder the network that sees, which stays as it is
 * @param options how the captioner is trained, as {@link ChosenOptions#resolve} gives them
 * @param origins the models that it builds on
 * @param checkpointing when checkpoints are written
 * @param threads used at most, at least 1
 */
public record TrainingPlan(
    ModelCard card,
    Dataset dataset,
    EncoderChoice encoder,
    TrainingOptions options,
    Origins origins,
    Checkpointing checkpointing,
    int threads) {

  public TrainingPlan {
    if (threads < 1) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS, "At least 1 thread trains, not " + threads);
    }
    checkModels(origins, encoder, options);
    if (options.network().attends()) {
      checkPlaces(dataset, encoder);
    }
    checkOrigins(options, origins);
    checkViews(dataset, options.views());
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
   * @throws TrainingException of the kind OPTIONS if what is asked for needs other models, or does
   *     not go with those that there are
   */
  static void checkOrigins(TrainingOptions options, Origins origins) {
    boolean cider = options.objective() == Objective.CIDER;
    if (origins.startFrom().isEmpty() && cider) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The objective cider makes a model better that speaks already: startFrom names it");
    }
    if (origins.startFrom().isEmpty() && options.words().fixed()) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The vocabulary of a new model is learned: only that of a model that is trained further can be fixed");
    }
    if (!origins.teachers().isEmpty() && cider) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "There are no teachers with the objective cider, which learns from captions of the network's own");
    }
    if (origins.teachers().isEmpty() == options.teaching() > 0) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "teaching is the share of the teachers: above 0 where there are any, else 0, not %s with %d teachers"
              .formatted(options.teaching(), origins.teachers().size()));
    }
  }

  /**
   * @throws TrainingException of the kind OPTIONS if a model has another encoder or network than it
   *     can have
   */
  public static void checkModels(Origins origins, EncoderChoice encoder, TrainingOptions options) {
    origins.startFrom().ifPresent(model -> checkFurther(model, encoder, options));
    origins.teachers().forEach(model -> checkTeacher(model, encoder, options));
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

  private static void checkTeacher(Bundle model, EncoderChoice encoder, TrainingOptions options) {
    if (!encoder.isOf(model)) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The teacher %s knows what its own encoder sees: who learns from it has the same encoder, and not %s"
              .formatted(model.manifest().selector(), encoder.description().name()));
    }
    if (model.manifest().captioner().attends() != options.network().attends()) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The teacher %s %s places of a picture, so attention is %s for who learns from it"
              .formatted(
                  model.manifest().selector(),
                  options.network().attends() ? "does not look at" : "looks at",
                  !options.network().attends()));
    }
  }

  private static void checkFurther(Bundle model, EncoderChoice encoder, TrainingOptions options) {
    String selector = model.manifest().selector();
    if (!encoder.isOf(model)) {
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
