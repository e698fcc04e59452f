package org.imagecaptioning.layers;

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

  private static double squares(FloatMatrix gradients, int from, int to) {
    double sum = 0;
    for (int offset = from; offset < to; offset += BLOCK) {
      int length = Math.min(BLOCK, to - offset);
      double part = Products.squares(gradients, offset, length);
      sum += part < Float.POSITIVE_INFINITY ? part : squaresInDouble(gradients, offset, length);
    }
    return sum;
  }

  /** Where float32 overflows: a long gradient is told from an infinite one. */
  private static double squaresInDouble(FloatMatrix gradients, int offset, int length) {
    float[] block = new float[BLOCK];
    gradients.get(offset, block, length);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) block[i] * block[i];
    }
    return sum;
  }
}
