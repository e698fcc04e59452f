package org.imagecaptioning.layers;

/**
 * {@code TemporalSoftmaxLoss} over packed sequences, where the word that comes next is expected in
 * part as others find it likely.
 *
 * <p>Source: Hinton, Vinyals, Dean 2015, "Distilling the knowledge in a neural network", with a
 * temperature of 1.
 */
public final class PackedDistillationLoss {

  private PackedDistillationLoss() {}

  /**
   * Adds what one of several teachers finds likely.
   *
   * @param scores the teacher's h W_vocab, shape (R, V); left as they are
   * @param bias its b_vocab, shape (1, V)
   * @param weight of this teacher; those of all have the sum 1
   * @param taught in and out: the probability of each word, shape (R, V)
   */
  public static void addProbabilities(
      FloatMatrix scores, FloatMatrix bias, float weight, FloatMatrix taught) {
    int vocabulary = scores.cols();
    float[] b = bias.toArray();
    float[] row = new float[vocabulary];
    float[] sum = new float[vocabulary];
    for (int r = 0; r < scores.rows(); r++) {
      scores.get(r, row);
      taught.get(r, sum);
      for (int v = 0; v < vocabulary; v++) {
        row[v] += b[v];
      }
      float share = (float) (weight / Activations.exponentials(row, vocabulary).sum());
      for (int v = 0; v < vocabulary; v++) {
        sum[v] += row[v] * share;
      }
      taught.put(r, sum);
    }
  }

  /**
   * @param sequences whose targets are R words
   * @param scores in: h W_vocab, shape (R, V); out: the gradient of the loss with respect to them
   * @param bias b_vocab, shape (1, V)
   * @param dBias out: its gradient, shape (1, V)
   * @param divisor what the sum over words is divided by: N of the whole minibatch
   * @param taught the probability that teachers give each word, shape (R, V)
   * @param share of what is expected that is theirs, 0 to 1; the rest is the target's
   * @return the cross-entropy in nats with what is expected, summed over words, divided by {@code
   *     divisor}
   */
  public static double lossAndGradient(
      PackedSequences sequences,
      FloatMatrix scores,
      FloatMatrix bias,
      FloatMatrix dBias,
      double divisor,
      FloatMatrix taught,
      double share) {
    int vocabulary = scores.cols();
    float[] b = bias.toArray();
    float[] row = new float[vocabulary];
    float[] expected = new float[vocabulary];
    float[] products = new float[vocabulary];
    float theirs = (float) share;
    float dScore = (float) (1 / divisor);
    ColumnSums sums = new ColumnSums(vocabulary);
    double loss = 0;
    for (int r = 0; r < sequences.rows(); r++) {
      scores.get(r, row);
      taught.get(r, expected);
      for (int v = 0; v < vocabulary; v++) {
        expected[v] *= theirs;
      }
      expected[sequences.target(r)] += 1 - theirs;
      for (int v = 0; v < vocabulary; v++) {
        row[v] += b[v];
        products[v] = row[v] * expected[v];
      }
      double score = Activations.sum(products, vocabulary);
      Activations.Exponentials all = Activations.exponentials(row, vocabulary);
      loss += all.logSum() - score;
      float perSum = (float) (1 / (all.sum() * divisor));
      for (int v = 0; v < vocabulary; v++) {
        row[v] = row[v] * perSum - expected[v] * dScore;
      }
      sums.add(row);
      scores.put(r, row);
    }
    sums.put(dBias);
    return loss / divisor;
  }
}
