package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
   * Captions to be drawn of one picture.
   *
   * @param count how many
   * @param random two calls with equal ones draw the same
   */
  public record Draws(int count, RandomGenerator random) {}

  /**
   * Lets the network speak of some pictures, all captions side by side.
   *
   * @param scorer before its first step, with a row for each picture
   * @param draws of each picture
   * @param maxLength the most words of a caption, without START and END
   * @throws DecodingException if the network gives no log-probabilities
   */
  public static List<Rollout> of(WordScorer scorer, List<Draws> draws, int maxLength) {
    List<List<Line>> ofPictures = new ArrayList<>();
    for (int picture = 0; picture < draws.size(); picture++) {
      Draws drawn = draws.get(picture);
      List<Line> lines = new ArrayList<>(List.of(new Line(picture, maxLength, null)));
      for (int n = 0; n < drawn.count(); n++) {
        lines.add(new Line(picture, maxLength, drawn.random()));
      }
      ofPictures.add(lines);
    }
    speak(scorer, ofPictures.stream().flatMap(List::stream).toList(), draws.size());
    return ofPictures.stream()
        .map(lines -> lines.stream().map(Line::said).toList())
        .map(said -> new Rollout(said.get(0), said.subList(1, said.size())))
        .toList();
  }

  private static void speak(WordScorer scorer, List<Line> lines, int pictures) {
    List<Line> speaking = lines;
    int[] first = new int[pictures];
    Arrays.fill(first, Vocabulary.START);
    float[][] expected = scorer.next(IntStream.range(0, pictures).toArray(), first);
    while (true) {
      for (Line line : speaking) {
        line.choose(expected[line.row]);
      }
      speaking = speaking.stream().filter(line -> line.goesOn).toList();
      if (speaking.isEmpty()) {
        return;
      }
      expected =
          scorer.next(
              speaking.stream().mapToInt(line -> line.row).toArray(),
              speaking.stream().mapToInt(Line::last).toArray());
      for (int row = 0; row < speaking.size(); row++) {
        speaking.get(row).row = row;
      }
    }
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
    private final @Nullable RandomGenerator random;
    private int length = 1;
    private int row;
    private boolean goesOn = true;

    /**
     * @param row of the scorer
     * @param random none for the greedy caption
     */
    Line(int row, int maxLength, @Nullable RandomGenerator random) {
      this.row = row;
      this.random = random;
      words = new int[maxLength + 2];
      words[0] = Vocabulary.START;
    }

    void choose(float[] expected) {
      int word =
          random == null ? mostProbable(expected, length > 1) : draw(expected, random.nextDouble());
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
