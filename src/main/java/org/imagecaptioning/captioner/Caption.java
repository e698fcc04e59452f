package org.imagecaptioning.captioner;

import java.util.Arrays;
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

  /** {@link #logProbability} divided by its words, its end counted where it is finished. */
  public double logProbabilityPerWord() {
    return logProbability / (finished ? words.size() + 1 : words.size());
  }

  /** The indexes of the words in the vocabulary. */
  public int[] indexes() {
    return words.stream().mapToInt(Word::index).toArray();
  }

  /**
   * @param index in the vocabulary
   * @param logProbability natural logarithm, given the words before it
   * @param attention how much the network looked at each of the L places before it, of sum 1, shape
   *     (L); not copied. None without attention
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Word(int index, double logProbability, float[] attention) {

    /** Of a network without attention. */
    public Word(int index, double logProbability) {
      this(index, logProbability, WordScorer.NO_ATTENTION);
    }

    /** Equal when every bit of every number is. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Word that
          && index == that.index
          && Double.compare(logProbability, that.logProbability) == 0
          && Arrays.equals(attention, that.attention);
    }

    @Override
    public int hashCode() {
      return 31 * index + Double.hashCode(logProbability);
    }

    @Override
    public String toString() {
      return "Word[index=%d, logProbability=%s, places=%d]"
          .formatted(index, logProbability, attention.length);
    }
  }
}
