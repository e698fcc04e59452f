package org.imagecaptioning.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Scores captions against references, text in, as the COCO caption evaluation does. */
public final class CaptionEvaluation {

  private CaptionEvaluation() {}

  /**
   * @param hypotheses one caption an image
   * @param references the reference captions of the same images in the same order
   */
  public static CaptionScores score(List<String> hypotheses, List<List<String>> references) {
    return score(comparisons(hypotheses, references));
  }

  /**
   * The CIDEr of each caption, of which {@link CaptionScores#cider} is the mean.
   *
   * @param hypotheses one caption an image
   * @param references the reference captions of the same images in the same order
   */
  public static List<Double> ciders(List<String> hypotheses, List<List<String>> references) {
    return Cider.each(comparisons(hypotheses, references));
  }

  private static List<Comparison> comparisons(
      List<String> hypotheses, List<List<String>> references) {
    if (hypotheses.size() != references.size()) {
      throw new IllegalArgumentException(
          "There are %d captions, but references for %d images: each image has one of both"
              .formatted(hypotheses.size(), references.size()));
    }
    List<Comparison> comparisons = new ArrayList<>(hypotheses.size());
    for (int image = 0; image < hypotheses.size(); image++) {
      comparisons.add(
          new Comparison(
              EvaluationTokenizer.words(hypotheses.get(image)),
              references.get(image).stream().map(EvaluationTokenizer::words).toList()));
    }
    return comparisons;
  }

  /** The same for captions that are words already. */
  public static CaptionScores score(List<Comparison> comparisons) {
    double[] bleu = Bleu.corpus(comparisons);
    return new CaptionScores(
        bleu[0], bleu[1], bleu[2], bleu[3], RougeL.corpus(comparisons), Cider.corpus(comparisons));
  }
}
