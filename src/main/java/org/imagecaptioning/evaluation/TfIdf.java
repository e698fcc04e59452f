package org.imagecaptioning.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The n-grams of one caption and their weights, for each n: the vectors that CIDEr compares. */
final class TfIdf {

  private final List<Map<String, Double>> weights; // at n - 1
  private final double[] norms; // at n - 1
  private final int bigrams;

  private TfIdf(List<Map<String, Double>> weights, double[] norms, int bigrams) {
    this.weights = weights;
    this.norms = norms;
    this.bigrams = bigrams;
  }

  static TfIdf of(List<String> words, DocumentFrequencies frequencies) {
    List<Map<String, Double>> weights = new ArrayList<>(NGrams.LONGEST);
    double[] norms = new double[NGrams.LONGEST];
    for (int n = 1; n <= NGrams.LONGEST; n++) {
      Map<String, Double> ofLength = new HashMap<>();
      double squares = 0;
      for (Map.Entry<String, Integer> entry : NGrams.counts(words, n).entrySet()) {
        double weight = entry.getValue() * frequencies.inverse(entry.getKey());
        ofLength.put(entry.getKey(), weight);
        squares += weight * weight;
      }
      weights.add(ofLength);
      norms[n - 1] = Math.sqrt(squares);
    }
    return new TfIdf(weights, norms, Math.max(0, words.size() - 1));
  }

  int bigrams() {
    return bigrams;
  }

  /** The cosine of the angle to a reference, with weights clipped to the reference's. */
  double clippedCosine(TfIdf reference, int n) {
    Map<String, Double> theirs = reference.weights.get(n - 1);
    double product = 0;
    for (Map.Entry<String, Double> entry : weights.get(n - 1).entrySet()) {
      double weight = theirs.getOrDefault(entry.getKey(), 0.0);
      product += Math.min(entry.getValue(), weight) * weight;
    }
    double scale = norms[n - 1] * reference.norms[n - 1];
    return scale == 0 ? 0 : product / scale;
  }
}
