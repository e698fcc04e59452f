package org.imagecaptioning.captioner;

/**
 * A network about to speak about one image: it hears a word and scores every word that could come
 * next. It holds one hidden state a row, where a row is one caption in the making; a decoder
 * chooses which rows go on. For one thread, for one image.
 */
public interface WordScorer {

  /** Of a network that looks at no places. */
  float[] NO_ATTENTION = {};

  /** V. */
  int vocabularySize();

  /**
   * One step of the network. Before the first call there is one row, the state made from the
   * features, and its word is {@link Vocabulary#START}.
   *
   * @param parents for each new row, the row of the last step that it goes on from, shape (B)
   * @param words for each new row, the word it hears, shape (B)
   * @return natural log-probabilities of the next word, softmax over all V words, shape (B, V);
   *     valid until the next call
   */
  float[][] next(int[] parents, int[] words);

  /**
   * Where the last step looked before it scored a row.
   *
   * @param row of the last step
   * @return weights of the L places of the picture, of sum 1, shape (L); they do not change. Of a
   *     network without attention, none
   */
  default float[] attention(int row) {
    return NO_ATTENTION;
  }
}
