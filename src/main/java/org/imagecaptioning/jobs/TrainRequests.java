package org.imagecaptioning.jobs;

import java.util.List;
import org.imagecaptioning.captioner.Cell;
import org.imagecaptioning.captioner.InitialState;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.store.DatasetStore;
import org.imagecaptioning.models.Precision;
import org.imagecaptioning.training.ChosenOptions;
import org.imagecaptioning.training.EncoderChoice;
import org.imagecaptioning.training.ModelCard;
import org.imagecaptioning.training.Objective;
import org.imagecaptioning.training.Origins;
import org.imagecaptioning.training.RateOptions;
import org.imagecaptioning.training.SamplingOptions;
import org.imagecaptioning.training.StoppingOptions;
import org.imagecaptioning.training.TrainingException;
import org.imagecaptioning.training.TrainingOptions;
import org.imagecaptioning.training.TrainingPlan;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what is sent to POST /train: every value is checked, every default filled in. */
@Component
class TrainRequests {

  static final List<String> NAMES =
      List.of(
          "dataset",
          "name",
          "description",
          "licence",
          "cell",
          "attention",
          "initialState",
          "objective",
          "embedding",
          "hidden",
          "encoder",
          "startFrom",
          "minimumCount",
          "fixedVocabulary",
          "maxWords",
          "epochs",
          "watch",
          "patience",
          "batchSize",
          "learningRate",
          "schedule",
          "warmupSteps",
          "finalRate",
          "dropout",
          "labelSmoothing",
          "teachers",
          "teaching",
          "sampling",
          "samplingRise",
          "attentionPenalty",
          "clipNorm",
          "averaging",
          "views",
          "mirror",
          "seed",
          "precision",
          "activate");

  private static final int LONGEST_TEXT = 1000;

  /** Each is held in memory with what it computes. */
  static final int MOST_TEACHERS = 8;

  private final DatasetStore datasets;
  private final ModelBundles models;

  TrainRequests(DatasetStore datasets, ModelBundles models) {
    this.datasets = datasets;
    this.models = models;
  }

  /**
   * @throws ProblemException if a value is wrong, with what would be right
   */
  NewJob read(JsonBody body, Sent sent) {
    String dataset = body.requiredText("dataset");
    String name = body.requiredText("name");
    try {
      ModelCard card = new ModelCard(name, text(body, "description"), text(body, "licence"));
      ChosenOptions chosen = options(body);
      String startFrom = model(body.text("startFrom"));
      List<String> teachers =
          body.texts("teachers", MOST_TEACHERS).stream().map(models::selector).toList();
      String encoder = encoder(body.text("encoder"), startFrom);
      Dataset data = datasets.open(dataset);
      TrainRequest wanted =
          new TrainRequest(
              encoder,
              startFrom,
              teachers,
              activate(body),
              card.description(),
              card.licence(),
              body.choice("precision", Precision.F32),
              options(chosen, data, models.encoder(encoder), models.origins(startFrom, teachers)));
      return new NewJob(sent, name, dataset, JobRecords.json(wanted));
    } catch (TrainingException wrong) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  static Activate activate(JsonBody body) {
    return body.choice("activate", Activate.NEVER);
  }

  private static ChosenOptions options(JsonBody body) {
    return new ChosenOptions(
        body.choice("cell", Cell.class),
        body.has("attention") ? body.flag("attention", false) : null,
        body.choice("initialState", InitialState.class),
        body.choice("objective", Objective.class),
        body.whole("embedding"),
        body.whole("hidden"),
        body.whole("minimumCount"),
        body.has("fixedVocabulary") ? body.flag("fixedVocabulary", false) : null,
        body.whole("maxWords"),
        body.whole("epochs"),
        body.choice("watch", StoppingOptions.Watch.class),
        body.whole("patience"),
        body.whole("batchSize"),
        body.number("learningRate"),
        body.choice("schedule", RateOptions.Schedule.class),
        body.whole("warmupSteps"),
        body.number("finalRate"),
        body.number("dropout"),
        body.number("labelSmoothing"),
        body.number("teaching"),
        body.number("sampling"),
        body.choice("samplingRise", SamplingOptions.Rise.class),
        body.number("attentionPenalty"),
        body.number("clipNorm"),
        body.number("averaging"),
        body.whole("views"),
        body.has("mirror") ? body.flag("mirror", false) : null,
        body.has("seed") ? Long.valueOf(body.whole("seed", 0, 0, (1L << 53) - 1)) : null);
  }

  private TrainingOptions options(
      ChosenOptions chosen, Dataset dataset, EncoderChoice encoder, Origins origins) {
    TrainingOptions options = chosen.resolve(dataset, encoder.description().places(), origins);
    TrainingPlan.checkModels(origins, encoder, options);
    if (options.network().attends()) {
      TrainingPlan.checkPlaces(dataset, encoder);
    }
    return options;
  }

  private @Nullable String model(@Nullable String selector) {
    return selector == null ? null : models.selector(selector);
  }

  /** A captioner goes on with the encoder that it knows. */
  private String encoder(@Nullable String choice, @Nullable String startFrom) {
    if (choice == null) {
      return startFrom == null ? models.active() : startFrom;
    }
    return models.encoderName(choice);
  }

  private static String text(JsonBody body, String name) {
    String text = body.text(name);
    if (text != null && text.length() > LONGEST_TEXT) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY,
          "%s has at most %d characters, not %d.".formatted(name, LONGEST_TEXT, text.length()));
    }
    return text == null ? name.equals("licence") ? "unstated" : "" : text;
  }
}
