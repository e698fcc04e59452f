package org.imagecaptioning.jobs;

import java.util.List;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.datasets.store.DatasetStore;
import org.imagecaptioning.models.ModelStore;
import org.imagecaptioning.models.StoredModel;
import org.imagecaptioning.web.JsonBody;
import org.imagecaptioning.web.ProblemException;
import org.imagecaptioning.web.ProblemType;
import org.springframework.stereotype.Component;

/** Reads what is sent to POST /evaluations: every value is checked, every default filled in. */
@Component
class EvaluationRequests {

  static final List<String> NAMES =
      List.of(
          "model",
          "dataset",
          "split",
          "strategy",
          "beamSize",
          "maxLength",
          "minLength",
          "lengthPenalty",
          "temperature",
          "topK",
          "topP",
          "seed");

  private final DatasetStore datasets;
  private final ModelStore models;

  EvaluationRequests(DatasetStore datasets, ModelStore models) {
    this.datasets = datasets;
    this.models = models;
  }

  /**
   * @throws ProblemException if a value is wrong, with what would be right
   */
  NewJob read(JsonBody body, Sent sent) {
    String dataset = body.requiredText("dataset");
    Split split = body.choice("split", Split.VAL);
    String selector = body.text("model");
    StoredModel model = models.find(selector == null ? models.active().selector() : selector);
    DecodingOptions decoding = decoding(body, model.manifest().decoding().options());
    if (datasets.open(dataset).images(split).isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY,
          "The dataset %s has no images in the split %s.".formatted(dataset, split.word()));
    }
    EvaluationRequest wanted =
        new EvaluationRequest(model.description().selector(), split, decoding);
    return new NewJob(sent, model.description().name(), dataset, JobRecords.json(wanted));
  }

  private static DecodingOptions decoding(JsonBody body, DecodingOptions usual) {
    try {
      return new DecodingOptions(
          body.choice("strategy", usual.strategy()),
          body.whole("beamSize", usual.beamSize(), 1, DecodingOptions.MOST_CANDIDATES),
          1,
          body.whole("maxLength", usual.maxLength(), 1, DecodingOptions.LONGEST),
          body.whole("minLength", usual.minLength(), 1, DecodingOptions.LONGEST),
          body.number("lengthPenalty", usual.lengthPenalty(), 0, 2),
          body.number("temperature", usual.temperature(), 0.01, 10),
          body.whole("topK", usual.topK(), 0, Integer.MAX_VALUE),
          body.number("topP", usual.topP(), 0, 1),
          body.whole("seed", usual.seed(), 0, (1L << 53) - 1),
          usual.noRepeatTrigram(),
          usual.noImmediateRepeat());
    } catch (IllegalArgumentException unfit) {
      throw new ProblemException(
          ProblemType.INVALID_PROPERTY, String.valueOf(unfit.getMessage()), unfit);
    }
  }
}
