package org.imagecaptioning.evaluation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In how many images' references each n-gram comes: what CIDEr weighs n-grams by. Evaluation takes
 * them from the references it compares with, training from those of the training split.
 */
public final class DocumentFrequencies {

  private final int images;
  private final Map<String, Integer> frequencies;

  private DocumentFrequencies(int images, Map<String, Integer> frequencies) {
    this.images = images;
    this.frequencies = frequencies;
  }

  /**
   * @param referencesOfImages for each image its reference captions, each as words
   */
  public static DocumentFrequencies of(Collection<List<List<String>>> referencesOfImages) {
    if (referencesOfImages.isEmpty()) {
      throw new IllegalArgumentException(
          "Document frequencies need the references of at least one image, and there is none");
    }
    Map<String, Integer> frequencies = new HashMap<>();
    for (List<List<String>> references : referencesOfImages) {
      Set<String> ofImage = new HashSet<>();
      for (List<String> reference : references) {
        for (int n = 1; n <= NGrams.LONGEST; n++) {
          ofImage.addAll(NGrams.counts(reference, n).keySet());
        }
      }
      ofImage.forEach(nGram -> frequencies.merge(nGram, 1, Integer::sum));
    }
    return new DocumentFrequencies(referencesOfImages.size(), frequencies);
  }

  /** How many images these frequencies are of. */
  public int images() {
    return images;
  }

  /** ln(images / frequency), an n-gram of no image counting as one of a single image. */
  double inverse(String nGram) {
    return Math.log(images) - Math.log(frequencies.getOrDefault(nGram, 1));
  }
}
