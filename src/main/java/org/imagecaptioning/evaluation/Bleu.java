package org.imagecaptioning.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU-1 to BLEU-4: Papineni, Roukos, Ward, Zhu 2002, "BLEU: a Method for Automatic Evaluation of
 * Machine Translation".
 *
 * <p>Over a corpus, not averaged over sentences. Of an image's references the one closest in length
 * counts for the brevity penalty, the shorter of two equally close ones. The two tiny constants are
 * those of the COCO caption evaluation, so that its digits come out.
 */
public final class Bleu {

  private static final double IN_NUMERATORS = 1e-15;
  private static final double IN_DENOMINATORS = 1e-9;

  private Bleu() {}

  /** BLEU of a single caption, as of a corpus of one image: BLEU-n is at n - 1. */
  public static double[] sentence(List<String> hypothesis, List<List<String>> references) {
    return corpus(List.of(new Comparison(hypothesis, references)));
  }

  /** BLEU of all captions together: BLEU-n is at n - 1. */
  public static double[] corpus(List<Comparison> comparisons) {
    Comparison.requireSome(comparisons);
    long[] matched = new long[NGrams.LONGEST];
    long[] possible = new long[NGrams.LONGEST];
    long length = 0;
    long referenceLength = 0;
    for (Comparison comparison : comparisons) {
      int words = comparison.hypothesis().size();
      length += words;
      referenceLength += closestReferenceLength(comparison);
      for (int n = 1; n <= NGrams.LONGEST; n++) {
        matched[n - 1] += matchedNGrams(comparison, n);
        possible[n - 1] += Math.max(0, words - n + 1);
      }
    }

    double penalty = brevityPenalty(length, referenceLength);
    double[] bleu = new double[NGrams.LONGEST];
    double product = 1;
    for (int n = 1; n <= NGrams.LONGEST; n++) {
      product *= (matched[n - 1] + IN_NUMERATORS) / (possible[n - 1] + IN_DENOMINATORS);
      bleu[n - 1] = Math.pow(product, 1.0 / n) * penalty;
    }
    return bleu;
  }

  private static double brevityPenalty(long length, long referenceLength) {
    double ratio = (length + IN_NUMERATORS) / (referenceLength + IN_DENOMINATORS);
    return ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
  }

  private static int closestReferenceLength(Comparison comparison) {
    int words = comparison.hypothesis().size();
    int closest = comparison.references().get(0).size();
    for (List<String> reference : comparison.references()) {
      int difference = Math.abs(reference.size() - words) - Math.abs(closest - words);
      if (difference < 0 || (difference == 0 && reference.size() < closest)) {
        closest = reference.size();
      }
    }
    return closest;
  }

  /** Each n-gram counts as often as it comes in the reference that has it most often. */
  private static int matchedNGrams(Comparison comparison, int n) {
    Map<String, Integer> most = new HashMap<>();
    for (List<String> reference : comparison.references()) {
      NGrams.counts(reference, n).forEach((nGram, count) -> most.merge(nGram, count, Math::max));
    }
    int matched = 0;
    for (Map.Entry<String, Integer> entry : NGrams.counts(comparison.hypothesis(), n).entrySet()) {
      matched += Math.min(entry.getValue(), most.getOrDefault(entry.getKey(), 0));
    }
    return matched;
  }
}
