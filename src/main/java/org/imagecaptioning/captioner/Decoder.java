package org.imagecaptioning.captioner;

import java.util.List;

/** A way of choosing words: greedy, beam search, sampling. */
public interface Decoder {

  /**
   * Lets the network speak.
   *
   * @param scorer fresh, before its first step
   * @return exactly {@link DecodingOptions#candidates} captions, distinct, best first (fewer only
   *     if the vocabulary cannot make as many)
   */
  List<Caption> decode(WordScorer scorer);
}
