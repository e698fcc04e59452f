package org.imagecaptioning.layers;

import java.util.Arrays;

/** Keeps the gradient of a whole network from exploding (Pascanu, Mikolov, Bengio 2013). */
public final class GradientClipping {

  private static final int BLOCK = 4096;

  private GradientClipping() {}

  /**
   * Scales a gradient down to a length, if it is longer.
   *
   * @param gradients changed in place
   * @param longest the greatest Euclidean norm; 0 for any
   * @param team who shares the work
   * @return the norm before; not a number, or infinite, if the gradient is: then nothing is changed
   */
  public static double clip(FloatMatrix gradients, double longest, Team team) {
    double norm =
        Math.sqrt(team.overBlocks(gradients.size(), (from, to) -> squares(gradients, from, to)));
    if (longest > 0 && norm > longest && norm < Double.POSITIVE_INFINITY) {
      float scale = (float) (longest / norm);
      team.overBlocks(gradients.size(), (from, to) -> scale(gradients, scale, from, to));
    }
    return norm;
  }

  private static double scale(FloatMatrix gradients, float scale, int from, int to) {
    float[] block = new float[BLOCK];
    for (int offset = from; offset < to; offset += BLOCK) {
      int length = Math.min(BLOCK, to - offset);
      gradients.get(offset, block, length);
      for (int i = 0; i < length; i++) {
        block[i] *= scale;
      }
      gradients.put(offset, block, length);
    }
    return 0;
  }

  /** The sum of squares, in double, where float32 would overflow. */
  private static double squares(FloatMatrix gradients, int from, int to) {
    // four sums at once do not wait for each other
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    float[] block = new float[BLOCK];
    for (int offset = from; offset < to; offset += BLOCK) {
      int length = Math.min(BLOCK, to - offset);
      gradients.get(offset, block, length);
      Arrays.fill(block, length, BLOCK, 0);
      for (int i = 0; i < BLOCK; i += 4) {
        s0 += (double) block[i] * block[i];
        s1 += (double) block[i + 1] * block[i + 1];
        s2 += (double) block[i + 2] * block[i + 2];
        s3 += (double) block[i + 3] * block[i + 3];
      }
    }
    return (s0 + s1) + (s2 + s3);
  }
}
