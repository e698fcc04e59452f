package org.imagecaptioning.captioner;

import java.util.List;

/**
 * A caption as a decoder gives it.
 *
 * @param words at least one, without the special ones
 * @param score what it was ranked by, higher is better: see {@link DecodingOptions#score}
 * @param logProbability the natural logarithm of its probability, with {@link Vocabulary#END} where
 *     it is finished
 * @param finished whether the network ended it; if not, its maximum length did
 */
public record Caption(List<Word> words, double score, double logProbability, boolean finished) {

  public Caption {
    words = List.copyOf(words);
  }

  /** The indexes of the words in the vocabulary. */
  public int[] indexes() {
    return words.stream().mapToInt(Word::index).toArray();
  }

  /**
   * @param index in the vocabulary
   * @param logProbability natural logarithm, given the words before it
   */
  public record Word(int index, double logProbability) {}
}
