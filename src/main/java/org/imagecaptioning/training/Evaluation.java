package org.imagecaptioning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.captioner.Captioner;
import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Dataset;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.evaluation.CaptionScores;
import org.imagecaptioning.models.Bundle;
import org.imagecaptioning.models.Manifest;

/**
 * How good a model's captions are.
 *
 * @param model that is scored
 * @param dataset on which
 * @param split of it
 * @param decoding how captions are chosen
 * @param threads used at most, at least 1
 */
public record Evaluation(
    Bundle model, Dataset dataset, Split split, DecodingOptions decoding, int threads) {

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
   * @throws TrainingException of the kind DATASET if the split is empty
   */
  public Outcome run(TrainingFolders folders, TrainingListener listener, TrainingControl control) {
    try (Workers workers = new Workers(threads, control);
        ImageFeatures features =
            new DatasetFeatures(folders, workers, listener)
                .extract(
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
      List<String> captions = held.captions(captioner, model.vocabulary(), decoding, workers);
      Map<String, String> byImage = new LinkedHashMap<>();
      List<CaptionedImage> images = held.images();
      for (int i = 0; i < images.size(); i++) {
        byImage.put(images.get(i).id(), captions.get(i));
      }
      return new Outcome(
          false, score(dataset.name(), split, decoding, held.score(captions)), byImage);
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
    return switch (decoding.strategy()) {
      case GREEDY -> "greedy";
      case BEAM ->
          "beam %d, length penalty %s".formatted(decoding.beamSize(), decoding.lengthPenalty());
      case SAMPLE -> "sample, temperature %s".formatted(decoding.temperature());
    };
  }

  private static double rounded(double score) {
    return Math.round(score * 1e4) / 1e4;
  }
}
