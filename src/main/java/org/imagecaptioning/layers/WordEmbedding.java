package org.imagecaptioning.layers;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Words to vectors: out[n, t] = W_embed[captions[n, t]].
 *
 * <p>Source: Stanford CS231n assignment 3, RNN captioning.
 */
public final class WordEmbedding {

  private WordEmbedding() {}

  /**
   * @param out shape (N, T, W)
   * @param cache what {@link #backward} needs
   */
  public record Output(INDArray out, Cache cache) {}

  /**
   * @param words the words of all captions, one caption after another, N*T of them
   * @param vocabulary V
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Cache(int[] words, long vocabulary) {}

  /**
   * @param dW shape (V, W), summed over the places where a word stands; zero for absent words
   */
  public record Gradients(INDArray dW) {}

  /**
   * @param captions indexes of words, N captions of T words each
   * @param w the vector of each word, shape (V, W)
   * @throws IllegalArgumentException if a word has no vector or captions differ in length
   */
  public static Output forward(int[][] captions, INDArray w) {
    int steps = captions[0].length;
    if (Stream.of(captions).anyMatch(caption -> caption.length != steps)) {
      throw new IllegalArgumentException(
          "Captions of a minibatch have equal length, here %d: pad them with <NULL>"
              .formatted(steps));
    }
    int[] words = Stream.of(captions).flatMapToInt(IntStream::of).toArray(); // (N*T)
    for (int word : words) {
      if (word < 0 || word >= w.rows()) {
        throw new IllegalArgumentException(
            "A word's index is from 0 to %d, not %d".formatted(w.rows() - 1, word));
      }
    }
    INDArray out = Nd4j.create(w.dataType(), words.length, w.size(1)); // (N*T, W)
    for (int i = 0; i < words.length; i++) {
      out.getRow(i).assign(w.getRow(words[i]));
    }
    return new Output(
        out.reshape('c', captions.length, steps, w.size(1)), new Cache(words, w.size(0)));
  }

  /**
   * @param dout gradient of the output, shape (N, T, W)
   */
  public static Gradients backward(INDArray dout, Cache cache) {
    long size = dout.size(2);
    INDArray rows = dout.reshape('c', cache.words().length, size); // (N*T, W)
    INDArray dW = Nd4j.create(dout.dataType(), cache.vocabulary(), size); // (V, W)
    for (int i = 0; i < cache.words().length; i++) {
      dW.getRow(cache.words()[i]).addi(rows.getRow(i));
    }
    return new Gradients(dW);
  }
}
