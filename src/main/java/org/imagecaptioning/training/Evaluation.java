package org.imagecaptioning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;

/**
 * How good the captions of a model are, or of several that speak as one.
 *
 * @param models that are scored: how likely they find each word is averaged
 * @param dataset on which
 * @param split of it
 * @param decoding how captions are chosen
 * @param threads used at most, at least 1
 */
public record Evaluation(
    List<Bundle> models, Dataset dataset, Split split, DecodingOptions decoding, int threads) {

  /** Of one model. */
  public Evaluation(
      Bundle model, Dataset dataset, Split split, DecodingOptions decoding, int threads) {
    this(List.of(model), dataset, split, decoding, threads);
  }

  public Evaluation {
    if (threads < 1) {
      throw new TrainingException(
          TrainingException.Kind.OPTIONS, "At least 1 thread evaluates, not " + threads);
    }
  }

  /**
   * What an evaluation came to.
   *
   * @param stopped whether it ended because it was asked to; then the rest is empty
   * @param captions the model's, by the image's id, in the order of the dataset
   */
  public record Outcome(boolean stopped, Manifest.Score score, Map<String, String> captions) {}

  /**
   * Extracts the features of the split, where they are not kept yet, captions its pictures, scores.
   *
   * @throws TrainingException of the kind DATASET if the split is empty, OPTIONS if the models do
   *     not go together
   */
  public Outcome run(TrainingFolders folders, TrainingListener listener, TrainingControl control) {
    try (Workers workers = new Workers(threads, control)) {
      CaptionedSplit captioned =
          CaptionedSplit.of(
              models,
              dataset,
              split,
              decoding,
              new DatasetFeatures(folders, workers, listener),
              workers);
      Map<String, String> byImage = new LinkedHashMap<>();
      List<CaptionedImage> images = captioned.images();
      for (int i = 0; i < images.size(); i++) {
        byImage.put(images.get(i).id(), captioned.texts().get(i));
      }
      return new Outcome(false, captioned.score(), byImage);
    } catch (StoppedException e) {
      return new Outcome(
          true,
          new Manifest.Score(dataset.name(), split.word(), described(decoding), Map.of()),
          Map.of());
    }
  }

  static Manifest.Score score(
      String dataset, Split split, DecodingOptions decoding, CaptionScores scores) {
    return new Manifest.Score(
        dataset,
        split.word(),
        described(decoding),
        Map.of(
            "BLEU-1", rounded(scores.bleu1()),
            "BLEU-2", rounded(scores.bleu2()),
            "BLEU-3", rounded(scores.bleu3()),
            "BLEU-4", rounded(scores.bleu4()),
            "ROUGE-L", rounded(scores.rougeL()),
            "CIDEr", rounded(scores.cider())));
  }

  private static String described(DecodingOptions decoding) {
    String strategy =
        switch (decoding.strategy()) {
          case GREEDY -> "greedy";
          case BEAM ->
              "beam %d, length penalty %s".formatted(decoding.beamSize(), decoding.lengthPenalty());
          case SAMPLE -> "sample, temperature %s".formatted(decoding.temperature());
        };
    return strategy
        + (decoding.noRepeatTrigram() ? ", no trigram twice" : "")
        + (decoding.noImmediateRepeat() ? ", nothing again at once" : "");
  }

  private static double rounded(double score) {
    return Math.round(score * 1e4) / 1e4;
  }
}
