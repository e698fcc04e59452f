package org.imagecaptioning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Caption;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.evaluation.CalibrationCurve;
import org.imagecaptioning.evaluation.CalibrationCurve.Judged;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Confidence;
import org.imagecaptioning.models.Manifest;

/**
 * How far a model's captions can be trusted: how often those are good that it finds about as
 * probable, counted on a split that it was not trained on.
 *
 * @param model whose captions
 * @param dataset that is counted on
 * @param split of it
 * @param decoding how captions are chosen: the confidence holds for those chosen so
 * @param good the CIDEr from which a caption is good
 * @param uncertainBelow the confidence below which the service calls a caption uncertain
 * @param threads used at most, at least 1
 */
public record Calibration(
    Bundle model,
    Dataset dataset,
    Split split,
    DecodingOptions decoding,
    double good,
    double uncertainBelow,
    int threads) {

  /**
   * A caption, and how far it would have been trusted.
   *
   * @param logProbability natural logarithm, per word
   * @param confidence by the other half of the captions
   * @param cider what it scored
   */
  public record Checked(double logProbability, double confidence, double cider) {}

  /**
   * What was counted.
   *
   * @param confidence by all captions
   * @param score of them
   * @param checked all captions, each half by the curve of the other
   */
  public record Outcome(Confidence confidence, Manifest.Score score, List<Checked> checked) {}

  /**
   * @throws TrainingException of the kind DATASET if the split has less than two images
   */
  public Outcome run(TrainingFolders folders, TrainingListener listener, TrainingControl control) {
    CaptionedSplit captioned;
    try (Workers workers = new Workers(threads, control)) {
      captioned =
          CaptionedSplit.of(
              List.of(model),
              dataset,
              split,
              decoding,
              new DatasetFeatures(folders, workers, listener),
              workers);
    }
    if (captioned.images().size() < 2) {
      throw new TrainingException(
          TrainingException.Kind.DATASET,
          "The dataset %s has less than two images in the split %s"
              .formatted(dataset.name(), split.word()));
    }
    List<Caption> captions = captioned.captions();
    List<Double> scores = captioned.ciders();
    return new Outcome(fit(captions, scores, 0, 1), captioned.score(), checked(captions, scores));
  }

  private List<Checked> checked(List<Caption> captions, List<Double> scores) {
    List<Confidence> ofOthers = List.of(fit(captions, scores, 1, 2), fit(captions, scores, 0, 2));
    List<Checked> checked = new ArrayList<>();
    for (int i = 0; i < captions.size(); i++) {
      Caption caption = captions.get(i);
      checked.add(
          new Checked(
              caption.logProbabilityPerWord(), ofOthers.get(i % 2).of(caption), scores.get(i)));
    }
    return checked;
  }

  /** By each {@code step}-th caption from one on. */
  private Confidence fit(List<Caption> captions, List<Double> scores, int from, int step) {
    List<Judged> judged =
        IntStream.iterate(from, i -> i < captions.size(), i -> i + step)
            .mapToObj(
                i -> new Judged(captions.get(i).logProbabilityPerWord(), scores.get(i) >= good))
            .toList();
    return new Confidence(
        dataset.name(),
        split.word(),
        good,
        CalibrationCurve.fit(judged).stream()
            .map(point -> new Confidence.Point(rounded(point.probability()), rounded(point.good())))
            .toList(),
        uncertainBelow);
  }

  private static double rounded(double number) {
    return Math.round(number * 1e4) / 1e4;
  }
}
