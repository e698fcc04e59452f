package org.imagecaptioning.captioner;

import java.util.Arrays;

/**
 * A caption in the making: one word, and the hypothesis it goes on from. Nothing is copied when a
 * hypothesis goes on in several ways: they share their beginning.
 */
final class Hypothesis {

  /** Before the first word. */
  static final Hypothesis EMPTY = new Hypothesis();

  private final Hypothesis before;
  private final int word;
  private final float wordLogProbability;
  private final float[] wordAttention;
  private final int length;
  private final double logProbability;

  private Hypothesis() {
    before = this;
    word = Vocabulary.START;
    wordLogProbability = 0;
    wordAttention = WordScorer.NO_ATTENTION;
    length = 0;
    logProbability = 0;
  }

  private Hypothesis(Hypothesis before, int word, float wordLogProbability, float[] wordAttention) {
    this.before = before;
    this.word = word;
    this.wordLogProbability = wordLogProbability;
    this.wordAttention = wordAttention;
    this.length = before.length + 1;
    this.logProbability = before.logProbability + wordLogProbability;
  }

  /**
   * Goes on by a word.
   *
   * @param nextAttention where the network looked before it, as {@link WordScorer#attention}
   */
  Hypothesis then(int next, float nextLogProbability, float[] nextAttention) {
    return new Hypothesis(this, next, nextLogProbability, nextAttention);
  }

  /** The last word, {@link Vocabulary#START} before the first: what the network hears next. */
  int word() {
    return word;
  }

  /** The last word with its log-probability, and where the network looked before it. */
  Caption.Word lastWord() {
    return new Caption.Word(word, wordLogProbability, wordAttention);
  }

  /**
   * The word at a place.
   *
   * @param place from 0, below {@link #length}
   */
  Caption.Word word(int place) {
    Hypothesis at = this;
    while (at.length > place + 1) {
      at = at.before;
    }
    return at.lastWord();
  }

  /** How many words it has. */
  int length() {
    return length;
  }

  /** Of all its words together. */
  double logProbability() {
    return logProbability;
  }

  /** Whether a word would make three in a row that are in here already. */
  boolean wouldRepeatTrigram(int next) {
    for (Hypothesis third = this; third.length >= 3; third = third.before) {
      Hypothesis second = third.before;
      if (third.word == next && second.word == word && second.before.word == before.word) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word would be the last one again, or make the last two words come again. */
  boolean wouldRepeatAtOnce(int next) {
    return length >= 1 && word == next
        || length >= 3 && before.word == next && before.before.word == word;
  }

  /** The caption, ended by the network. */
  Caption finished(float endLogProbability, DecodingOptions options) {
    return caption(logProbability + endLogProbability, length + 1, true, options);
  }

  /** The caption as far as it came. */
  Caption unfinished(DecodingOptions options) {
    return caption(logProbability, length, false, options);
  }

  private Caption caption(double total, int counted, boolean finished, DecodingOptions options) {
    if (length == 0) {
      throw new DecodingException(
          "The network gives no word that a caption may begin with a probability above 0");
    }
    Caption.Word[] words = new Caption.Word[length];
    Hypothesis last = this;
    for (int place = length - 1; place >= 0; place--) {
      words[place] = last.lastWord();
      last = last.before;
    }
    return new Caption(Arrays.asList(words), options.score(total, counted), total, finished);
  }
}
