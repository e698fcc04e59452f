package org.imagecaptioning.captioner;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Samples distinct captions: all at once, without replacement, by a stochastic beam search (Kool et
 * al. 2019). The first one drawn is an ordinary sample, word by word, from the {@link
 * SamplingDistribution}; each further one is drawn from the captions that are left. With the same
 * seed, fewer candidates are a part of what more would be, and the noise depends on no other choice
 * either: see {@link Gumbel}.
 *
 * <p>A place of the beam holds a caption in the making or one that has ended. Each step keeps the
 * greatest perturbed log-probabilities, which only fall from word to word, so that no place is
 * taken from a caption that would have been drawn. Where {@code topK} and {@code topP} leave fewer
 * captions than are asked for, the places that stay empty go to the most probable of the other
 * captions, as in a beam search.
 *
 * <p>Captions are given in the order of {@link DecodingOptions#score}, by the log-probabilities of
 * the network itself, whether finished or not. After the last word that the maximum length allows,
 * one more word is drawn, which may be the end.
 */
final class SamplingDecoder implements Decoder {

  /** In place of a word: the caption stops where it is. */
  private static final int CUT = Vocabulary.NULL;

  private final DecodingOptions options;
  private final WordRules rules;

  SamplingDecoder(DecodingOptions options) {
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
    private final SamplingDistribution distribution;
    private final WordRules notDrawn;
    private final BestExpansions ofRow = new BestExpansions(options.candidates());
    private final BestExpansions drawn = new BestExpansions(options.candidates());
    private final BestExpansions others = new BestExpansions(options.candidates());
    private List<Sample> open = List.of(Sample.start(options.seed()));
    private List<Sample> closed = List.of();

    Search(WordScorer scorer, FinalWords finalWords) {
      this.scorer = scorer;
      this.finalWords = finalWords;
      this.distribution = new SamplingDistribution(options, scorer.vocabularySize());
      this.notDrawn = (before, word) -> !distribution.contains(word) && rules.allow(before, word);
    }

    List<Caption> captions() {
      while (!open.isEmpty()) {
        step();
        if (!finalWords.isUnheard()) {
          finalWords.share(open.stream().map(Sample::hypothesis).toList(), ended());
        }
      }
      CaptionRanking ranking = new CaptionRanking(options.candidates());
      ended().forEach(ranking::add);
      finalWords.finish(ranking.best().get(0));
      return ranking.captions();
    }

    private List<Caption> ended() {
      return closed.stream().map(sample -> Objects.requireNonNull(sample.caption())).toList();
    }

    private void step() {
      int[] parents = open.stream().mapToInt(Sample::parent).toArray();
      int[] words = open.stream().mapToInt(sample -> sample.hypothesis().word()).toArray();
      float[][] rows = scorer.next(parents, words); // (B, V)
      drawn.clear();
      others.clear();
      double[] logTotals = new double[open.size()];
      for (int row = 0; row < open.size(); row++) {
        expand(row, rows[row]);
        logTotals[row] = distribution.logTotal();
      }
      for (int place = 0; place < closed.size(); place++) {
        Sample sample = closed.get(place);
        (sample.drawn() ? drawn : others).offer(sample.value(), open.size() + place, CUT);
      }
      keep(rows, logTotals);
    }

    private void expand(int row, float[] logProbabilities) {
      Sample sample = open.get(row);
      Hypothesis hypothesis = sample.hypothesis();
      BestExpansions target = sample.drawn() ? drawn : others;
      ofRow.clear();
      if (sample.drawn()) {
        draw(row, sample, logProbabilities);
      } else {
        ofRow.offerAll(row, hypothesis, logProbabilities, rules);
      }
      if (ofRow.size() == 0 || hypothesis.length() == options.maxLength()) {
        boolean ends = ofRow.size() > 0 && ofRow.word(0) == Vocabulary.END;
        target.offer(sample.value(), row, ends ? Vocabulary.END : CUT);
        return;
      }
      for (int rank = 0; rank < ofRow.size(); rank++) {
        double value = ofRow.value(rank);
        target.offer(
            sample.drawn() ? Gumbel.conditioned(value, ofRow.value(0), sample.value()) : value,
            row,
            ofRow.word(rank));
      }
      if (sample.drawn() && distribution.isCut()) {
        others.offerAll(row, hypothesis, logProbabilities, notDrawn);
      }
    }

    private void draw(int row, Sample sample, float[] logProbabilities) {
      distribution.read(sample.hypothesis(), logProbabilities);
      for (int place = 0; place < distribution.size(); place++) {
        int word = distribution.word(place);
        double logProbability =
            sample.drawLogProbability()
                + logProbabilities[word] / options.temperature()
                - distribution.logTotal();
        long stream = Gumbel.stream(sample.stream(), word);
        if (ofRow.takes(logProbability + Gumbel.atMost(stream))) {
          ofRow.offer(logProbability + Gumbel.noise(stream), row, word);
        }
      }
    }

    private void keep(float[][] rows, double[] logTotals) {
      List<Sample> nextOpen = new ArrayList<>();
      List<Sample> nextClosed = new ArrayList<>();
      int places = Math.min(options.candidates(), drawn.size() + others.size());
      for (int place = 0; place < places; place++) {
        boolean isDrawn = place < drawn.size();
        BestExpansions from = isDrawn ? drawn : others;
        int rank = isDrawn ? place : place - drawn.size();
        int row = from.row(rank);
        Sample next =
            row < open.size()
                ? goOn(row, from.word(rank), isDrawn, from.value(rank), rows[row], logTotals[row])
                : closed.get(row - open.size());
        (next.caption() == null ? nextOpen : nextClosed).add(next);
      }
      open = nextOpen;
      closed = nextClosed;
    }

    private Sample goOn(
        int row, int word, boolean isDrawn, double value, float[] scores, double logTotal) {
      Sample sample = open.get(row);
      Hypothesis hypothesis = sample.hypothesis();
      return switch (word) {
        case CUT -> sample.closed(hypothesis.unfinished(options), isDrawn, value);
        case Vocabulary.END ->
            sample.closed(hypothesis.finished(scores[word], options), isDrawn, value);
        default ->
            new Sample(
                hypothesis.then(word, scores[word], scorer.attention(row)),
                row,
                isDrawn,
                value,
                sample.drawLogProbability() + scores[word] / options.temperature() - logTotal,
                Gumbel.stream(sample.stream(), word),
                null);
      };
    }
  }
}
