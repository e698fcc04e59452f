package org.imagecaptioning.layers;

/**
 * Elementwise functions in float32, written as loops of plain arithmetic that the compiler turns
 * into vector instructions; {@link Math} would be some ten times slower. tanh and exp were fitted
 * here by iteratively reweighted least squares.
 */
public final class Activations {

  /** Where tanh is 1 in float32. */
  private static final float TANH_LIMIT = 9.02f;

  /** Where exp is 0 in float32, nearly. */
  private static final float EXP_LIMIT = -87f;

  /** Numbers whose sum loses little in float32. */
  private static final int FEW = 256;

  /** So far e^2x is taken: the square of that overflows, and tanh is 1 long before. */
  private static final float TWICE_LIMIT = 43;

  private Activations() {}

  /** tanh in place, within 4e-7. */
  public static void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = tanh(x[i]);
    }
  }

  /** The logistic function 1 / (1 + exp(-x)) in place, within 4e-7. */
  public static void sigmoid(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = 0.5f + 0.5f * tanh(0.5f * x[i]);
    }
  }

  /**
   * Softmax in place, but for its last step.
   *
   * @param scores (V) in; out: e to what each is below the greatest
   * @param length V
   */
  static Exponentials exponentials(float[] scores, int length) {
    float max = max(scores, length);
    for (int i = 0; i < length; i++) {
      scores[i] = exp(scores[i] - max);
    }
    return new Exponentials(max, sum(scores, length));
  }

  /**
   * What softmax divides by.
   *
   * @param max the greatest score
   * @param sum of the exponentials: a word's probability is its own, divided by this
   */
  record Exponentials(float max, double sum) {

    /**
     * The natural logarithm of the sum of the scores' exponentials: a word's log-probability is its
     * score minus this.
     */
    double logSum() {
      return max + Math.log(sum);
    }
  }

  /**
   * Log-softmax in place.
   *
   * @param scores (V) in, natural log-probabilities out
   * @param length V
   * @param scratch (V) or longer, overwritten
   */
  public static void logSoftmax(float[] scores, int length, float[] scratch) {
    System.arraycopy(scores, 0, scratch, 0, length);
    float logSum = (float) exponentials(scratch, length).logSum();
    for (int i = 0; i < length; i++) {
      scores[i] -= logSum;
    }
  }

  /**
   * Softmax in place: numbers of sum 1.
   *
   * @param scores (V)
   */
  public static void softmax(float[] scores) {
    float share = (float) (1 / exponentials(scores, scores.length).sum());
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= share;
    }
  }

  /**
   * The greatest number but for those that are none. There are four in hand, for each comparison
   * waits for the one before.
   */
  private static float max(float[] x, int length) {
    float m0 = Float.NEGATIVE_INFINITY;
    float m1 = m0;
    float m2 = m0;
    float m3 = m0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      m0 = x[i] > m0 ? x[i] : m0;
      m1 = x[i + 1] > m1 ? x[i + 1] : m1;
      m2 = x[i + 2] > m2 ? x[i + 2] : m2;
      m3 = x[i + 3] > m3 ? x[i + 3] : m3;
    }
    for (; i < length; i++) {
      m0 = x[i] > m0 ? x[i] : m0;
    }
    return Math.max(Math.max(m0, m1), Math.max(m2, m3));
  }

  /**
   * The sum: in float32 over a few hundred numbers, in double over those sums, so that next to
   * nothing is lost.
   */
  static double sum(float[] x, int length) {
    double sum = 0;
    for (int from = 0; from < length; from += FEW) {
      sum += sum(x, from, Math.min(FEW, length - from));
    }
    return sum;
  }

  /** The sum of a few hundred numbers, in as many sums as additions that wait for each other. */
  static float sum(float[] x, int from, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int end = from + length;
    int i = from;
    for (; i < end - 7; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** tanh as x P(x^2) / Q(x^2), both of degree 4. */
  static float tanh(float x) {
    float y = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x));
    float u = y * y;
    float p = 1.3319093e-8f;
    p = p * u + 2.05835e-5f;
    p = p * u + 3.4940357e-3f;
    p = p * u + 0.13379719f;
    p = p * u + 0.99999998f;
    float q = 7.762028e-7f;
    q = q * u + 3.2830946e-4f;
    q = q * u + 2.5871078e-2f;
    q = q * u + 0.46713034f;
    q = q * u + 1f;
    return Math.max(-1f, Math.min(1f, y * p / q));
  }

  /** exp of a number that is at most 0: a polynomial of x / 64, squared six times. */
  private static float exp(float x) {
    float y = Math.max(EXP_LIMIT, x) * (1f / 64f);
    float p = 9.8466277e-5f;
    p = p * y + 1.183815e-3f;
    p = p * y + 8.0978998e-3f;
    p = p * y + 4.15113681e-2f;
    p = p * y + 0.166609554f;
    p = p * y + 0.499989423f;
    p = p * y + 0.999999231f;
    p = p * y + 0.99999999f;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    return p * p;
  }

  /**
   * e^2x in place, for tanh of sums: tanh(x + y) is 1 - 2 / (e^2x e^2y + 1). A polynomial of x /
   * 128, squared eight times; a third of the time of {@link Math}.
   */
  static void exponentialsOfTwice(float[] x) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.max(-TWICE_LIMIT, Math.min(TWICE_LIMIT, x[i])) / 128;
      double p = 1.0 / 40320;
      p = p * t + 1.0 / 5040;
      p = p * t + 1.0 / 720;
      p = p * t + 1.0 / 120;
      p = p * t + 1.0 / 24;
      p = p * t + 1.0 / 6;
      p = p * t + 1.0 / 2;
      p = p * t + 1;
      p = p * t + 1;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      x[i] = (float) (p * p);
    }
  }
}
