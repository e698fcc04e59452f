package org.imagecaptioning.datasets.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.imagecaptioning.captioner.Tokenizer;
import org.imagecaptioning.datasets.CaptionedImage;
import org.imagecaptioning.datasets.Split;
import org.imagecaptioning.datasets.store.DatasetReport.VocabularySize;

/** Counts the words of captions: those to train on make the vocabulary. */
final class WordCounts {

  /** How often a word must come, as trainings of few, some and many pictures ask. */
  private static final int[] MINIMUM_COUNTS = {1, 2, 5};

  private final Map<String, Integer> counts = new HashMap<>();
  private int longest;

  void add(CaptionedImage image) {
    for (String caption : image.captions()) {
      List<String> words = Tokenizer.words(caption);
      longest = Math.max(longest, words.size());
      if (image.split() == Split.TRAIN) {
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
      }
    }
  }

  int longest() {
    return longest;
  }

  List<VocabularySize> sizes() {
    return IntStream.of(MINIMUM_COUNTS)
        .mapToObj(
            minimum ->
                new VocabularySize(
                    minimum,
                    (int) counts.values().stream().filter(count -> count >= minimum).count()))
        .toList();
  }
}
