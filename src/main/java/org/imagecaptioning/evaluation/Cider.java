package org.imagecaptioning.evaluation;

import java.util.List;

/**
 * CIDEr-D: Vedantam, Zitnick, Parikh 2015, "CIDEr: Consensus-based Image Description Evaluation",
 * section 5, without stemming. The lengths that its penalty compares are counted in bigrams, as the
 * COCO caption evaluation does. 0 to 10; a corpus of a single image scores 0, for no word of it is
 * rarer than another.
 */
public final class Cider {

  private static final double SIGMA = 6;

  private final DocumentFrequencies frequencies;

  public Cider(DocumentFrequencies frequencies) {
    this.frequencies = frequencies;
  }

  /** The mean over images, with the document frequencies of these references. */
  public static double corpus(List<Comparison> comparisons) {
    Comparison.requireSome(comparisons);
    return each(comparisons).stream().mapToDouble(Double::doubleValue).sum() / comparisons.size();
  }

  /** The score of each image, with the document frequencies of these references. */
  static List<Double> each(List<Comparison> comparisons) {
    Cider cider =
        new Cider(
            DocumentFrequencies.of(comparisons.stream().map(Comparison::references).toList()));
    return comparisons.stream()
        .map(image -> cider.sentence(image.hypothesis(), image.references()))
        .toList();
  }

  /** The score of one caption: the mean over its references. */
  public double sentence(List<String> hypothesis, List<List<String>> references) {
    return sentences(List.of(hypothesis), references)[0];
  }

  /** The scores of several captions of one image. */
  public double[] sentences(List<List<String>> hypotheses, List<List<String>> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("CIDEr needs at least one reference, and there is none");
    }
    List<TfIdf> expected = references.stream().map(this::vector).toList();
    return hypotheses.stream()
        .map(this::vector)
        .mapToDouble(
            vector ->
                10
                    * expected.stream().mapToDouble(to -> similarity(vector, to)).sum()
                    / expected.size())
        .toArray();
  }

  private TfIdf vector(List<String> caption) {
    return TfIdf.of(caption, frequencies);
  }

  private static double similarity(TfIdf hypothesis, TfIdf reference) {
    double cosines = 0;
    for (int n = 1; n <= NGrams.LONGEST; n++) {
      cosines += hypothesis.clippedCosine(reference, n);
    }
    double difference = hypothesis.bigrams() - reference.bigrams();
    return cosines / NGrams.LONGEST * Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
  }
}
