package org.imagecaptioning.training;

import java.util.List;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.DecodingOptions;
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
   * @throws StoppedException if asked to stop
   * @throws TrainingException of the kind DATASET if the split is empty
   */
  static CaptionedSplit of(
      Bundle model,
      Dataset dataset,
      Split split,
      DecodingOptions decoding,
      DatasetFeatures extraction,
      Workers workers) {
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
      Captioner captioner = new Captioner(model.manifest().captioner(), model.parameters());
      List<Caption> captions = held.spoken(captioner, decoding, workers);
      return new CaptionedSplit(
          dataset.name(),
          split,
          decoding,
          held.images(),
          captions,
          captions.stream().map(caption -> model.vocabulary().decode(caption.indexes())).toList());
    }
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
