package org.imagecaptioning.captioner;

/**
 * The best ways in which the rows of a step can go on, best first, up to a fixed number. Of equal
 * ones the first offered is the better: offered by row and word, ties go to the lower row, then to
 * the lower word. What has no probability at all is never taken.
 */
final class BestExpansions {

  private final double[] values; // descending
  private final int[] rows;
  private final int[] words;
  private int size;

  /** What an expansion must be above to be taken. */
  private double threshold = Double.NEGATIVE_INFINITY;

  BestExpansions(int most) {
    values = new double[most];
    rows = new int[most];
    words = new int[most];
  }

  void clear() {
    size = 0;
    threshold = Double.NEGATIVE_INFINITY;
  }

  /**
   * Offers all words that the rules allow, each valued by the log-probability of the hypothesis
   * with it.
   *
   * @param logProbabilities of the next word, shape (V)
   */
  void offerAll(int row, Hypothesis before, float[] logProbabilities, WordRules rules) {
    for (int word = Vocabulary.END; word < logProbabilities.length; word++) {
      double value = before.logProbability() + logProbabilities[word];
      // Not "value > threshold": NaN has to come through to the check.
      if (!(value <= threshold)) {
        DecodingException.check(logProbabilities, word);
        if (rules.allow(before, word)) {
          offer(value, row, word);
        }
      }
    }
  }

  /** Whether a value is high enough to be taken. */
  boolean takes(double value) {
    return value > threshold;
  }

  void offer(double value, int row, int word) {
    if (!takes(value)) {
      return;
    }
    int place = size < values.length ? size++ : size - 1;
    for (; place > 0 && values[place - 1] < value; place--) {
      values[place] = values[place - 1];
      rows[place] = rows[place - 1];
      words[place] = words[place - 1];
    }
    values[place] = value;
    rows[place] = row;
    words[place] = word;
    if (size == values.length) {
      threshold = values[size - 1];
    }
  }

  int size() {
    return size;
  }

  double value(int rank) {
    return values[rank];
  }

  int row(int rank) {
    return rows[rank];
  }

  int word(int rank) {
    return words[rank];
  }
}
