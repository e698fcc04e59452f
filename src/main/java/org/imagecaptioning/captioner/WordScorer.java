package org.imagecaptioning.captioner;

/**
 * A network about to speak about one image: it hears a word and scores every word that could come
 * next. It holds one hidden state a row, where a row is one caption in the making; a decoder
 * chooses which rows go on. For one thread, for one image.
 */
public interface WordScorer {

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
}
