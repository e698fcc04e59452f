package org.imagecaptioning.captioner;

/** Which words a decoder may choose. */
@FunctionalInterface
interface WordRules {

  /** Whether a word, or {@link Vocabulary#END}, may come next. */
  boolean allow(Hypothesis before, int word);

  /**
   * The rules of all strategies: of the special words only the end, and that not before the
   * shortest length; no trigram twice and nothing said again at once, if so asked.
   */
  static WordRules of(DecodingOptions options) {
    return (before, word) -> {
      if (word < Vocabulary.SPECIAL_WORDS) {
        return word == Vocabulary.END && before.length() >= options.minLength();
      }
      return !(options.noRepeatTrigram() && before.wouldRepeatTrigram(word))
          && !(options.noImmediateRepeat() && before.wouldRepeatAtOnce(word));
    };
  }

  /**
   * Whether no word at all may come next.
   *
   * @param row log-probabilities of the next word, shape (V)
   */
  default boolean forbidAll(Hypothesis before, float[] row) {
    for (int word = Vocabulary.END; word < row.length; word++) {
      if (row[word] > Float.NEGATIVE_INFINITY && allow(before, word)) {
        return false;
      }
    }
    return true;
  }
}
