package org.imagecaptioning.captioner;

/**
 * Random numbers for sampling with the Gumbel-max trick: adding independent Gumbel noise to
 * log-probabilities and taking the greatest draws from their distribution; taking the k greatest
 * draws k without replacement.
 *
 * <p>The noise of a caption in the making is a function of the seed and its words alone, on every
 * JDK: each word takes its number from the SplitMix64 stream (Steele et al. 2014) that the words
 * before it have led to.
 */
final class Gumbel {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Gumbel() {}

  /** The stream before the first word. */
  static long stream(long seed) {
    return splitMix64(seed, 1);
  }

  /** The stream after one more word, from which the noise of that word comes too. */
  static long stream(long before, int word) {
    return splitMix64(before, word + 1);
  }

  /** Standard Gumbel noise. */
  static double noise(long stream) {
    // 52 bits and a half are exact in a double and never 0 or 1, where the logarithms end.
    double uniform = ((stream >>> 12) + 0.5) * 0x1p-52;
    return -Math.log(-Math.log(uniform));
  }

  /**
   * At least the noise of a stream, without its logarithms: -log(-log(u)) is at most -log(1-u), and
   * 1-u is at least 2^-(n+1) if its first n bits are 0.
   */
  static double atMost(long stream) {
    double moreThanLogTwo = 0.7;
    return (Long.numberOfLeadingZeros(~stream) + 1) * moreThanLogTwo;
  }

  /**
   * Turns the perturbed log-probability of a word into what it is if the greatest of its step is
   * known to be {@code bound}: Kool et al. 2019, "Stochastic beams and where to find them",
   * appendix B.3, in the form that does not overflow.
   *
   * @param perturbed log-probability plus noise
   * @param greatest of its step, as drawn
   * @param bound what the greatest has to be
   */
  static double conditioned(double perturbed, double greatest, double bound) {
    double v = bound - perturbed + Math.log(-Math.expm1(perturbed - greatest));
    return bound - Math.max(0, v) - Math.log1p(Math.exp(-Math.abs(v)));
  }

  /** The n-th number, from 1 on, of the stream that begins with a seed. */
  static long splitMix64(long seed, long n) {
    long z = seed + n * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
