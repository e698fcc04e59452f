package org.imagecaptioning.captioner;

import java.util.List;

/** A way of choosing words: greedy, beam search, sampling. Safe for use from several threads. */
public interface Decoder {

  /**
   * The decoder that options ask for. A beam of one is greedy: it keeps nothing to compare with.
   */
  static Decoder of(DecodingOptions options) {
    return switch (options.strategy()) {
      case GREEDY -> new GreedyDecoder(options);
      case BEAM ->
          options.beamSize() == 1 ? new GreedyDecoder(options) : new BeamSearchDecoder(options);
      case SAMPLE -> new SamplingDecoder(options);
    };
  }

  /**
   * Lets the network speak.
   *
   * @param scorer fresh, before its first step
   * @return exactly {@link DecodingOptions#candidates} captions, distinct, best first (fewer only
   *     if the vocabulary cannot make as many); none is empty
   * @throws DecodingException if what the network gives are no log-probabilities, NaN above all, or
   *     leave no word to begin with
   */
  default List<Caption> decode(WordScorer scorer) {
    return decode(scorer, WordListener.NONE);
  }

  /**
   * As {@link #decode(WordScorer)}, while somebody listens.
   *
   * @param listener hears the words of the first caption, all of them before this returns; the
   *     captions are the same whoever listens
   */
  List<Caption> decode(WordScorer scorer, WordListener listener);
}
