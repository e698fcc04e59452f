package org.imagecaptioning.layers;

/**
 * {@code TemporalSoftmaxLoss} over packed sequences: the bias, the loss and its gradient in one
 * pass.
 */
public final class PackedSoftmaxLoss {

  private PackedSoftmaxLoss() {}

  /**
   * @param sequences whose targets are R words
   * @param scores in: h W_vocab, shape (R, V); out: the gradient of the loss with respect to them
   * @param bias b_vocab, shape (1, V)
   * @param dBias out: its gradient, shape (1, V)
   * @param worth what the loss of each caption is multiplied by, in the order that they were packed
   *     in, shape (N); 1 for the loss as it is, less than 0 to make a caption less likely
   * @param divisor what the sum over words is divided by: N of the whole minibatch
   * @param smoothing the share of what is expected that is spread over all words, 0 to below 1
   * @return the cross-entropy in nats times its worth, summed over words, divided by {@code
   *     divisor}
   */
  public static double lossAndGradient(
      PackedSequences sequences,
      FloatMatrix scores,
      FloatMatrix bias,
      FloatMatrix dBias,
      float[] worth,
      double divisor,
      double smoothing) {
    int vocabulary = scores.cols();
    int[] captions = sequences.captionOfRows();
    float[] b = bias.toArray();
    float[] row = new float[vocabulary];
    ColumnSums sums = new ColumnSums(vocabulary);
    double loss = 0;
    for (int r = 0; r < sequences.rows(); r++) {
      scores.get(r, row);
      for (int v = 0; v < vocabulary; v++) {
        row[v] += b[v];
      }
      float w = worth[captions[r]];
      float expected = (float) (w * (1 - smoothing) / divisor);
      float elsewhere = (float) (w * smoothing / vocabulary / divisor);
      int target = sequences.target(r);
      double score = row[target];
      if (smoothing > 0) {
        score += smoothing * (Activations.sum(row, vocabulary) / vocabulary - score);
      }
      Activations.Exponentials all = Activations.exponentials(row, vocabulary);
      loss += w * (all.logSum() - score);
      float share = (float) (w / (all.sum() * divisor));
      for (int v = 0; v < vocabulary; v++) {
        row[v] = row[v] * share - elsewhere;
      }
      row[target] -= expected;
      sums.add(row);
      scores.put(r, row);
    }
    sums.put(dBias);
    return loss / divisor;
  }

  /**
   * The loss alone, without smoothing.
   *
   * @param scores h W_vocab, shape (R, V); left as they are
   * @return the cross-entropy in nats, summed over words
   */
  public static double loss(PackedSequences sequences, FloatMatrix scores, FloatMatrix bias) {
    int vocabulary = scores.cols();
    float[] b = bias.toArray();
    float[] row = new float[vocabulary];
    double loss = 0;
    for (int r = 0; r < sequences.rows(); r++) {
      scores.get(r, row);
      for (int v = 0; v < vocabulary; v++) {
        row[v] += b[v];
      }
      float score = row[sequences.target(r)];
      loss += Activations.exponentials(row, vocabulary).logSum() - score;
    }
    return loss;
  }
}
