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
   * @param dEmbedding added to: shape (V, W), once for each time that a word came
   */
  public static void addGradient(
      PackedSequences sequences, FloatMatrix dx, FloatMatrix dEmbedding) {
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
