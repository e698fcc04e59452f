package org.imagecaptioning.captioner;

import java.util.List;

/**
 * Always the most probable word, until that is the end. After the last word that the maximum length
 * allows, the network is asked once more, for it may end the caption there.
 */
final class GreedyDecoder implements Decoder {

  private final DecodingOptions options;
  private final WordRules rules;

  GreedyDecoder(DecodingOptions options) {
    this.options = options;
    this.rules = WordRules.of(options);
  }

  @Override
  public List<Caption> decode(WordScorer scorer, WordListener listener) {
    return List.of(caption(scorer, listener));
  }

  private Caption caption(WordScorer scorer, WordListener listener) {
    Hypothesis hypothesis = Hypothesis.EMPTY;
    BestExpansions best = new BestExpansions(1);
    int[] parents = {0};
    while (true) {
      float[] row = scorer.next(parents, new int[] {hypothesis.word()})[0]; // (V)
      best.clear();
      best.offerAll(0, hypothesis, row, rules);
      if (best.size() == 0) {
        return hypothesis.unfinished(options);
      }
      int word = best.word(0);
      if (word == Vocabulary.END) {
        return hypothesis.finished(row[word], options);
      }
      if (hypothesis.length() == options.maxLength()) {
        return hypothesis.unfinished(options);
      }
      hypothesis = hypothesis.then(word, row[word], scorer.attention(0));
      if (listener != WordListener.NONE) {
        listener.heard(hypothesis.lastWord());
      }
    }
  }
}
