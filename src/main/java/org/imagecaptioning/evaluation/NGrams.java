package org.imagecaptioning.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of n words within a caption. */
final class NGrams {

  /** The longest n that BLEU and CIDEr look at. */
  static final int LONGEST = 4;

  private NGrams() {}

  /** How often each run of n words comes, its words joined by one space. */
  static Map<String, Integer> counts(List<String> words, int n) {
    Map<String, Integer> counts = new HashMap<>();
    for (int from = 0; from + n <= words.size(); from++) {
      counts.merge(String.join(" ", words.subList(from, from + n)), 1, Integer::sum);
    }
    return counts;
  }
}
