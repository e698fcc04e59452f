package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A network that says what a script says: its state is simply the words it has heard. It insists on
 * what every network may rely on, and spoils what it gave before at every step.
 */
final class ScriptedScorer implements WordScorer {

  /** The log-probabilities of the next word, shape (V), after the words so far. */
  interface Script extends Function<List<Integer>, float[]> {}

  private final int vocabularySize;
  private final Script script;
  private final boolean hearsAnything;
  private List<List<Integer>> heard = List.of(List.of());
  private float[][] given = {};
  private int steps;
  private int mostRows;
  private int rows;

  ScriptedScorer(int vocabularySize, Script script) {
    this(vocabularySize, script, false);
  }

  private ScriptedScorer(int vocabularySize, Script script, boolean hearsAnything) {
    this.vocabularySize = vocabularySize;
    this.script = script;
    this.hearsAnything = hearsAnything;
  }

  /** One that may hear special words after the first word: no decoder says any. */
  static ScriptedScorer hearingAnything(int vocabularySize, Script script) {
    return new ScriptedScorer(vocabularySize, script, true);
  }

  /**
   * Any words at random, the special ones among the likelier, now nearly certain, now not at all.
   */
  static Script random(long seed, int vocabularySize) {
    return words -> {
      SplittableRandom random = new SplittableRandom(31 * seed + words.hashCode());
      double certainty = 2 + 14 * Math.pow(random.nextDouble(), 3);
      double[] scores = new double[vocabularySize];
      for (int word = 0; word < vocabularySize; word++) {
        scores[word] = certainty * random.nextDouble() + (word < Vocabulary.SPECIAL_WORDS ? 1 : 0);
      }
      return logSoftmax(scores);
    };
  }

  /** Probabilities in the order of the words, not necessarily of sum 1. */
  static float[] probabilities(double... probabilities) {
    float[] row = new float[probabilities.length];
    for (int word = 0; word < row.length; word++) {
      row[word] = (float) Math.log(probabilities[word]);
    }
    return row;
  }

  static float[] logSoftmax(double... scores) {
    double total = Math.log(Arrays.stream(scores).map(Math::exp).sum());
    float[] row = new float[scores.length];
    for (int word = 0; word < row.length; word++) {
      row[word] = (float) (scores[word] - total);
    }
    return row;
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public float[][] next(int[] parents, int[] words) {
    if (parents.length == 0 || parents.length != words.length) {
      throw new AssertionError("%d parents, %d words".formatted(parents.length, words.length));
    }
    for (float[] row : given) {
      Arrays.fill(row, Float.NaN);
    }
    List<List<Integer>> now = new ArrayList<>();
    given = new float[parents.length][];
    for (int row = 0; row < parents.length; row++) {
      List<Integer> so = new ArrayList<>(heard.get(parents[row]));
      if (steps > 0) {
        if (words[row] < Vocabulary.SPECIAL_WORDS && !hearsAnything) {
          throw new AssertionError("Heard the special word " + words[row]);
        }
        so.add(words[row]);
      } else if (words[row] != Vocabulary.START) {
        throw new AssertionError("The first word was " + words[row]);
      }
      now.add(so);
      given[row] = script.apply(so).clone();
    }
    heard = now;
    steps++;
    rows += parents.length;
    mostRows = Math.max(mostRows, parents.length);
    return given;
  }

  /** Tells the words by which a row was looked at. */
  @Override
  public float[] attention(int row) {
    return attention(heard.get(row));
  }

  /**
   * @param before the words that a word comes after
   */
  static float[] attention(List<Integer> before) {
    float[] weights = new float[1 + before.size()];
    for (int i = 0; i < before.size(); i++) {
      weights[1 + i] = before.get(i);
    }
    return weights;
  }

  int steps() {
    return steps;
  }

  /** Of all steps together. */
  int rows() {
    return rows;
  }

  int mostRows() {
    return mostRows;
  }
}
