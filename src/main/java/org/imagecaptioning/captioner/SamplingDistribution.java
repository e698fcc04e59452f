package org.imagecaptioning.captioner;

import java.util.BitSet;

/**
 * The words of one step that sampling draws from: of those the rules allow, the {@code topK} most
 * probable, and of these the most probable that together reach {@code topP}. Their
 * log-probabilities are divided by the temperature and renormalised. Reads one step after another.
 */
final class SamplingDistribution {

  private final DecodingOptions options;
  private final WordRules rules;
  private final WordHeap words;
  private final BitSet contained = new BitSet();
  private boolean isCut;
  private double logTotal;

  SamplingDistribution(DecodingOptions options, int vocabularySize) {
    this.options = options;
    this.rules = WordRules.of(options);
    this.words = new WordHeap(vocabularySize);
  }

  /**
   * Reads a step.
   *
   * @param row log-probabilities of the next word, shape (V)
   */
  void read(Hypothesis before, float[] row) {
    words.clear();
    for (int word = Vocabulary.END; word < row.length; word++) {
      DecodingException.check(row, word);
      if (row[word] > Float.NEGATIVE_INFINITY && rules.allow(before, word)) {
        words.add(word, row[word]);
      }
    }
    int allowed = words.size();
    if (options.topK() > 0 && options.topK() < words.size()) {
      keepTopK();
    }
    logTotal = logTotal(row);
    if (options.topP() < 1) {
      keepTopP(row);
      logTotal = logTotal(row);
    }
    isCut = words.size() < allowed;
    contained.clear();
    for (int place = 0; isCut && place < words.size(); place++) {
      contained.set(words.word(place));
    }
  }

  int size() {
    return words.size();
  }

  int word(int place) {
    return words.word(place);
  }

  /** Whether it leaves out any word that the rules allow. */
  boolean isCut() {
    return isCut;
  }

  boolean contains(int word) {
    return !isCut || contained.get(word);
  }

  /** The natural logarithm of the sum of all tempered probabilities, before renormalising. */
  double logTotal() {
    return logTotal;
  }

  private void keepTopK() {
    words.heapify();
    for (int kept = 0; kept < options.topK(); kept++) {
      words.poll();
    }
    words.keepPolled(options.topK());
  }

  private void keepTopP(float[] row) {
    words.heapify();
    int kept = 0;
    double reached = 0;
    while (reached < options.topP() && words.size() > 0) {
      reached += Math.exp(row[words.poll()] / options.temperature() - logTotal);
      kept++;
    }
    words.keepPolled(kept);
  }

  private double logTotal(float[] row) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < words.size(); place++) {
      greatest = Math.max(greatest, row[words.word(place)] / options.temperature());
    }
    double sum = 0;
    for (int place = 0; place < words.size(); place++) {
      sum += Math.exp(row[words.word(place)] / options.temperature() - greatest);
    }
    return greatest + Math.log(sum);
  }
}
