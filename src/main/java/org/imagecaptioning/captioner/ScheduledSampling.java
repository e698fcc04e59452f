package org.imagecaptioning.captioner;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.PackedSequences;

/**
 * Scheduled sampling (Bengio et al. 2015): in training, some of the words that go in are not those
 * of the caption but drawn from what the network expected there, so that it learns to go on after
 * words of its own.
 *
 * <p>The network speaks through the captions once, as it would to people: nothing dropped, each
 * word drawn after the words that went in before it, drawn or not. Those words then go in as if the
 * caption had had them. As in the paper, the choice of a word is not differentiated: no gradient
 * flows back through it to the step that made it likely. {@code <NULL>}, {@code <START>} and {@code
 * <END>}, after which no word of a caption comes, are not drawn.
 */
final class ScheduledSampling {

  /** Sets the draws apart from the dropout of the same seed. */
  private static final long STREAM = 0x5DEECE66D1234567L;

  private final CaptionerConfig config;
  private final Parameters parameters;

  ScheduledSampling(CaptionerConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
  }

  /**
   * @param sequences N captions of R words
   * @param h0 shape (N, H)
   * @param c0 shape (N, H)
   * @param rate how likely a word is drawn
   * @param seed of the draws: row by row, one number decides whether, a second which
   * @return the captions, where some words that go in are drawn
   */
  PackedSequences draw(
      PackedSequences sequences, FloatMatrix h0, FloatMatrix c0, double rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ STREAM);
    SpokenWeights weights = SpokenWeights.of(config, parameters);
    RecurrentScorer network = new RecurrentScorer(config, weights, h0.toRows(), c0.toRows());
    int[] heard = IntStream.range(0, sequences.rows()).map(sequences::input).toArray();
    int[] captions = IntStream.range(0, sequences.captions()).toArray();
    for (int t = 0; t + 1 < sequences.steps(); t++) {
      int from = sequences.offset(t);
      int to = sequences.offset(t + 1);
      float[][] logProbabilities =
          network.next(
              IntStream.of(captions).limit(to - from).toArray(),
              IntStream.range(from, to).map(row -> heard[row]).toArray());
      for (int n = 0; n < sequences.active(t + 1); n++) {
        double whether = random.nextDouble();
        double which = random.nextDouble();
        if (whether < rate) {
          heard[to + n] = draw(logProbabilities[n], which);
        }
      }
    }
    return sequences.withInputs(heard);
  }

  /**
   * @param which in [0, 1), a place on the line on which each word is as long as it is likely
   */
  private static int draw(float[] logProbabilities, double which) {
    double all = 0;
    for (int word = Vocabulary.UNKNOWN; word < logProbabilities.length; word++) {
      all += Math.exp(logProbabilities[word]);
    }
    double left = which * all;
    int last = logProbabilities.length - 1;
    for (int word = Vocabulary.UNKNOWN; word < last; word++) {
      left -= Math.exp(logProbabilities[word]);
      if (left < 0) {
        return word;
      }
    }
    return last;
  }
}
