package org.imagecaptioning.training;

import java.util.List;
import java.util.function.Function;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.EnsembleScorer;
import org.imagecaptioning.captioner.WordScorer;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.evaluation.CaptionEvaluation;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;

/**
 * What a model says of the images of a split.
 *
 * @param dataset its name
 * @param decoding how captions were chosen
 * @param images that can be seen
 * @param captions the best of each image
 * @param texts of these
 */
record CaptionedSplit(
    String dataset,
    Split split,
    DecodingOptions decoding,
    List<CaptionedImage> images,
    List<Caption> captions,
    List<String> texts) {

  /**
   * Extracts the features of the split, where they are not kept yet, and captions its pictures.
   *
   * @param models that speak as one, at least one
   * @throws StoppedException if asked to stop
   * @throws TrainingException of the kind DATASET if the split is empty, OPTIONS if the models do
   *     not go together
   */
  static CaptionedSplit of(
      List<Bundle> models,
      Dataset dataset,
      Split split,
      DecodingOptions decoding,
      DatasetFeatures extraction,
      Workers workers) {
    Bundle model = models.get(0);
    models.forEach(other -> check(model, other));
    try (ImageFeatures features =
        extraction.extract(
            dataset,
            EncoderChoice.of(model),
            List.of(split),
            model.manifest().captioner().attends())) {
      Validation held = TrainingData.validation(dataset, features, split);
      if (held.isEmpty()) {
        throw new TrainingException(
            TrainingException.Kind.DATASET,
            "The dataset %s has no images in the split %s".formatted(dataset.name(), split.word()));
      }
      List<Caption> captions = held.spoken(speaker(models), decoding, workers);
      return new CaptionedSplit(
          dataset.name(),
          split,
          decoding,
          held.images(),
          captions,
          captions.stream().map(caption -> model.vocabulary().decode(caption.indexes())).toList());
    }
  }

  private static void check(Bundle model, Bundle other) {
    boolean together =
        EncoderChoice.of(model).isOf(other)
            && other.vocabulary().words().equals(model.vocabulary().words())
            && other.manifest().captioner().attends() == model.manifest().captioner().attends();
    if (!together) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS,
          "The models %s and %s do not speak as one: they need the same encoder and the same words, and both or neither look at places"
              .formatted(model.manifest().selector(), other.manifest().selector()));
    }
  }

  private static Function<float[], WordScorer> speaker(List<Bundle> models) {
    List<Captioner> captioners =
        models.stream()
            .map(model -> new Captioner(model.manifest().captioner(), model.parameters()))
            .toList();
    if (captioners.size() == 1) {
      return captioners.get(0)::scorer;
    }
    return features ->
        new EnsembleScorer(
            captioners.stream().map(captioner -> captioner.scorer(features)).toList());
  }

  /** How good they are, as a manifest says it. */
  Manifest.Score score() {
    return Evaluation.score(
        dataset, split, decoding, CaptionEvaluation.score(texts, Validation.references(images)));
  }

  /** The CIDEr of each. */
  List<Double> ciders() {
    return CaptionEvaluation.ciders(texts, Validation.references(images));
  }
}
