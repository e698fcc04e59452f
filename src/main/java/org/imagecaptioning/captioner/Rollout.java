package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a network says of one picture while it learns from its own captions: the one it would give,
 * and some drawn word by word, each word as likely as the network expects it. Captions are as the
 * network hears them, from START to END, or to the last word where the longest length cut them.
 *
 * <p>Any word is drawn, even those that no decoder says, so that what is learned from a caption
 * follows the gradient of its probability; the greedy caption has none of them and is not empty.
 *
 * <p>Source: Rennie et al. 2017, "Self-critical sequence training for image captioning".
 *
 * @param greedy the most probable word each time
 * @param drawn independent of each other; two may be the same
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rollout(int[] greedy, List<int[]> drawn) {

  /**
   * Lets the network speak, all captions side by side.
   *
   * @param scorer fresh, before its first step
   * @param count captions to draw
   * @param maxLength the most words of a caption, without START and END
   * @param random two calls with equal ones draw the same
   * @throws DecodingException if the network gives no log-probabilities
   */
  public static Rollout of(WordScorer scorer, int count, int maxLength, RandomGenerator random) {
    List<Line> lines = new ArrayList<>();
    for (int n = 0; n <= count; n++) {
      lines.add(new Line(maxLength));
    }
    List<Line> speaking = lines;
    float[][] expected = scorer.next(new int[] {0}, new int[] {Vocabulary.START});
    while (true) {
      for (Line line : speaking) {
        float[] row = expected[line.row];
        line.hear(
            line == lines.get(0)
                ? mostProbable(row, line.length > 1)
                : draw(row, random.nextDouble()));
      }
      speaking = speaking.stream().filter(line -> line.goesOn).toList();
      if (speaking.isEmpty()) {
        break;
      }
      expected =
          scorer.next(
              speaking.stream().mapToInt(line -> line.row).toArray(),
              speaking.stream().mapToInt(Line::last).toArray());
      for (int row = 0; row < speaking.size(); row++) {
        speaking.get(row).row = row;
      }
    }
    List<int[]> said = lines.stream().map(Line::said).toList();
    return new Rollout(said.get(0), said.subList(1, said.size()));
  }

  private static int mostProbable(float[] row, boolean mayEnd) {
    int best = mayEnd ? Vocabulary.END : Vocabulary.SPECIAL_WORDS;
    for (int word = Vocabulary.SPECIAL_WORDS; word < row.length; word++) {
      if (row[word] > row[best]) {
        best = word;
      }
    }
    DecodingException.check(row, best);
    return best;
  }

  /**
   * @param place in [0, 1), on the line on which each word is as long as it is likely
   */
  private static int draw(float[] row, double place) {
    double left = place;
    int last = Vocabulary.END;
    for (int word = 0; word < row.length; word++) {
      DecodingException.check(row, word);
      double probability = Math.exp(row[word]);
      if (probability > 0) {
        last = word;
        left -= probability;
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  /** One caption in the making. */
  private static final class Line {

    private final int[] words;
    private int length = 1;
    private int row;
    private boolean goesOn = true;

    Line(int maxLength) {
      words = new int[maxLength + 2];
      words[0] = Vocabulary.START;
    }

    void hear(int word) {
      boolean full = length == words.length - 1;
      if (word == Vocabulary.END || !full) {
        words[length++] = word;
      }
      goesOn = word != Vocabulary.END && !full;
    }

    int last() {
      return words[length - 1];
    }

    int[] said() {
      return Arrays.copyOf(words, length);
    }
  }
}
