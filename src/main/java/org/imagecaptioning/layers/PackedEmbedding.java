package org.imagecaptioning.layers;

/** {@code WordEmbedding} over packed sequences. */
public final class PackedEmbedding {

  private PackedEmbedding() {}

  /**
   * @param sequences whose inputs are R words
   * @param embedding W_embed, shape (V, W)
   * @param x out: shape (R, W)
   */
  public static void forward(PackedSequences sequences, FloatMatrix embedding, FloatMatrix x) {
    for (int r = 0; r < sequences.rows(); r++) {
      x.putRow(r, embedding, sequences.input(r));
    }
  }

  /**
   * @param dx shape (R, W)
   * @param dEmbedding out: shape (V, W), summed over repeated words, zero for words that never came
   */
  public static void backward(PackedSequences sequences, FloatMatrix dx, FloatMatrix dEmbedding) {
    dEmbedding.clear();
    float[] gradient = new float[dx.cols()];
    float[] sum = new float[dx.cols()];
    for (int r = 0; r < sequences.rows(); r++) {
      int word = sequences.input(r);
      dx.get(r, gradient);
      dEmbedding.get(word, sum);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += gradient[j];
      }
      dEmbedding.put(word, sum);
    }
  }
}
