package org.imagecaptioning.captioner;

/**
 * How captions are chosen. Each strategy reads only what concerns it.
 *
 * @param strategy the decoder
 * @param beamSize how many captions in the making a beam search keeps, 1 to 20
 * @param candidates how many captions are given: at most {@code beamSize} for BEAM, 20 for SAMPLE,
 *     1 for GREEDY
 * @param maxLength the most words in a caption, 1 to 50
 * @param minLength the fewest words in a caption, 1 to {@code maxLength}
 * @param lengthPenalty the exponent of {@link #score}; 0 to 2
 * @param temperature scores are divided by it before sampling, 0.01 to 10
 * @param topK only the k most probable words are sampled from; 0 for all
 * @param topP only the most probable words that together reach this probability are sampled from,
 *     above 0, at most 1
 * @param seed of the random numbers
 * @param noRepeatTrigram whether three words in a row may come only once in a caption
 * @param noImmediateRepeat whether no word, and no two words in a row, may follow themselves at
 *     once, as in "a swing swing" and "white and white and"
 */
public record DecodingOptions(
    Strategy strategy,
    int beamSize,
    int candidates,
    int maxLength,
    int minLength,
    double lengthPenalty,
    double temperature,
    int topK,
    double topP,
    long seed,
    boolean noRepeatTrigram,
    boolean noImmediateRepeat) {

  /** The most captions kept by a beam search, and the most given. */
  public static final int MOST_CANDIDATES = 20;

  /** The most words that a caption may be allowed. */
  public static final int LONGEST = 50;

  /** The decoder. */
  public enum Strategy {
    BEAM,
    GREEDY,
    SAMPLE
  }

  public DecodingOptions {
    between("beamSize", beamSize, 1, MOST_CANDIDATES);
    int most =
        switch (strategy) {
          case BEAM -> beamSize;
          case GREEDY -> 1;
          case SAMPLE -> MOST_CANDIDATES;
        };
    between("candidates", candidates, 1, most);
    between("maxLength", maxLength, 1, LONGEST);
    between("minLength", minLength, 1, maxLength);
    between("lengthPenalty", lengthPenalty, 0, 2);
    between("temperature", temperature, 0.01, 10);
    between("topK", topK, 0, Integer.MAX_VALUE);
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP is above 0 and at most 1, not " + topP);
    }
  }

  /** Beam search as the shipped models were chosen with: beam 3, n^0.7, up to 20 words. */
  public static DecodingOptions defaults() {
    return new DecodingOptions(Strategy.BEAM, 3, 1, 20, 1, 0.7, 1, 0, 1, 0, false, false);
  }

  /**
   * What captions are ranked by, higher is better: the log-probability divided by n^{@code
   * lengthPenalty}. At 0 long captions pay for each word, at 1 all lengths are equal, above that
   * long ones are preferred.
   *
   * @param logProbability natural logarithm, with the end where a caption is finished
   * @param length n, its words, and the end where it is finished
   */
  double score(double logProbability, int length) {
    return logProbability / Math.pow(length, lengthPenalty);
  }

  private static void between(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is between %s and %s, not %s"
              .formatted(name, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
