package org.imagecaptioning.evaluation;

import java.util.List;

/**
 * ROUGE-L: Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", section 3, with beta
 * 1.2 and, as in the COCO caption evaluation, the best precision and the best recall over the
 * references, each taken on its own.
 */
public final class RougeL {

  private static final double BETA_SQUARED = 1.2 * 1.2;

  private RougeL() {}

  /** The mean over images. */
  public static double corpus(List<Comparison> comparisons) {
    Comparison.requireSome(comparisons);
    return comparisons.stream()
            .mapToDouble(image -> sentence(image.hypothesis(), image.references()))
            .sum()
        / comparisons.size();
  }

  /** 0 (no word in common with any reference) to 1 (equal to one of them). */
  public static double sentence(List<String> hypothesis, List<List<String>> references) {
    double precision = 0;
    double recall = 0;
    for (List<String> reference : references) {
      int common = longestCommonSubsequence(hypothesis, reference);
      if (common > 0) {
        precision = Math.max(precision, common / (double) hypothesis.size());
        recall = Math.max(recall, common / (double) reference.size());
      }
    }
    if (precision == 0) {
      return 0;
    }
    return (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
  }

  private static int longestCommonSubsequence(List<String> left, List<String> right) {
    int[] lengths = new int[right.size() + 1]; // of left's words so far against right's first j
    for (String word : left) {
      int diagonal = 0;
      for (int j = 1; j <= right.size(); j++) {
        int above = lengths[j];
        lengths[j] = word.equals(right.get(j - 1)) ? diagonal + 1 : Math.max(above, lengths[j - 1]);
        diagonal = above;
      }
    }
    return lengths[right.size()];
  }
}
