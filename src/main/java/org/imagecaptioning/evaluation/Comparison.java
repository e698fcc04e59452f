package org.imagecaptioning.evaluation;

import java.util.List;

/**
 * One image's caption and what people said of the same image.
 *
 * @param hypothesis the words of the caption; may be empty
 * @param references the words of each reference caption, at least one caption
 */
public record Comparison(List<String> hypothesis, List<List<String>> references) {

  public Comparison {
    hypothesis = List.copyOf(hypothesis);
    references = references.stream().map(List::copyOf).toList();
    if (references.isEmpty()) {
      throw new IllegalArgumentException(
          "A caption is compared with at least one reference, but \"%s\" has none"
              .formatted(String.join(" ", hypothesis)));
    }
  }

  static void requireSome(List<Comparison> comparisons) {
    if (comparisons.isEmpty()) {
      throw new IllegalArgumentException("Scores need at least one image, and there is none");
    }
  }
}
