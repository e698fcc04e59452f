package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Beam search. Each step expands all live hypotheses by all words and looks at the 2k best
 * expansions, k being the beam size: at most k of them are ends, so k can go on. Among the first k,
 * an end makes a finished caption; the k best that are not ends live on. A finished caption so
 * takes no place in the beam.
 *
 * <p>Captions are ranked by {@link DecodingOptions#score}. Once as many captions as were asked for
 * are finished, a hypothesis that cannot come to rank before the last of them is given up, and the
 * search stops when none is left. As words only lower a log-probability, and dividing by a greater
 * length only brings it nearer to 0, the score that a hypothesis can reach is at most its
 * log-probability at the greatest length: giving up never changes the result. Nor does what then
 * takes its place, being lower still.
 *
 * <p>After the last word that the maximum length allows, the network is asked once more, for it may
 * end captions there. What is not finished then, or had no word left that it might go on with, is
 * unfinished. If too few captions finished, the best unfinished ones follow them.
 */
final class BeamSearchDecoder implements Decoder {

  private final DecodingOptions options;
  private final WordRules rules;

  BeamSearchDecoder(DecodingOptions options) {
    this.options = options;
    this.rules = WordRules.of(options);
  }

  @Override
  public List<Caption> decode(WordScorer scorer, WordListener listener) {
    return new Search(scorer, new FinalWords(listener)).captions();
  }

  private final class Search {

    private final WordScorer scorer;
    private final FinalWords finalWords;
    private final CaptionRanking finished = new CaptionRanking(options.candidates());
    private final CaptionRanking unfinished = new CaptionRanking(options.candidates());
    private final BestExpansions best = new BestExpansions(2 * options.beamSize());

    /** Best first. */
    private List<Hypothesis> live = List.of(Hypothesis.EMPTY);

    /** For each live hypothesis, the row of the last step that it goes on from. */
    private int[] parents = {0};

    Search(WordScorer scorer, FinalWords finalWords) {
      this.scorer = scorer;
      this.finalWords = finalWords;
    }

    List<Caption> captions() {
      while (!live.isEmpty()) {
        step();
        if (!finalWords.isUnheard()) {
          tellFinalWords();
        }
      }
      List<Caption> captions = new ArrayList<>(finished.captions());
      captions.addAll(unfinished.captions());
      finalWords.finish(captions.get(0));
      return List.copyOf(captions.subList(0, Math.min(options.candidates(), captions.size())));
    }

    /** What a live hypothesis of that log-probability can reach at most. */
    private double greatestScore(double logProbability) {
      return options.score(logProbability, options.maxLength() + 1);
    }

    /** An unfinished caption comes first only if none finishes. */
    private void tellFinalWords() {
      List<Caption> ended = finished.best().isEmpty() ? unfinished.best() : finished.best();
      List<Hypothesis> contenders =
          live.stream()
              .filter(
                  hypothesis ->
                      finished.best().isEmpty()
                          || greatestScore(hypothesis.logProbability())
                              > finished.best().get(0).score())
              .toList();
      finalWords.share(contenders, ended);
    }

    private void step() {
      int[] words = live.stream().mapToInt(Hypothesis::word).toArray();
      float[][] rows = scorer.next(parents, words); // (B, V)
      best.clear();
      for (int row = 0; row < live.size(); row++) {
        best.offerAll(row, live.get(row), rows[row], rules);
      }
      boolean[] ended = finish(rows);
      boolean atMaxLength = live.get(0).length() == options.maxLength();
      for (int row = 0; row < live.size(); row++) {
        Hypothesis hypothesis = live.get(row);
        if (!ended[row] && (atMaxLength || rules.forbidAll(hypothesis, rows[row]))) {
          unfinished.add(hypothesis.unfinished(options));
        }
      }
      if (atMaxLength) {
        live = List.of();
      } else {
        goOn(rows);
      }
    }

    private boolean[] finish(float[][] rows) {
      boolean[] ended = new boolean[live.size()];
      for (int rank = 0; rank < Math.min(options.beamSize(), best.size()); rank++) {
        int row = best.row(rank);
        if (best.word(rank) == Vocabulary.END) {
          finished.add(live.get(row).finished(rows[row][Vocabulary.END], options));
          ended[row] = true;
        }
      }
      return ended;
    }

    private void goOn(float[][] rows) {
      List<Hypothesis> next = new ArrayList<>(options.beamSize());
      int[] nextParents = new int[options.beamSize()];
      for (int rank = 0; rank < best.size() && next.size() < options.beamSize(); rank++) {
        int row = best.row(rank);
        int word = best.word(rank);
        // They come best first: what follows one that is too low is too low as well.
        if (finished.isBeyond(greatestScore(best.value(rank)))) {
          break;
        }
        if (word != Vocabulary.END) {
          nextParents[next.size()] = row;
          next.add(live.get(row).then(word, rows[row][word], scorer.attention(row)));
        }
      }
      live = next;
      parents = Arrays.copyOf(nextParents, next.size());
    }
  }
}
