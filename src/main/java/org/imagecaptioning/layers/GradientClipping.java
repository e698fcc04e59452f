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
   * @return the norm before; not a number, or infinite, if the gradient is: then nothing is changed
   */
  public static double clip(FloatMatrix gradients, double longest) {
    double norm = norm(gradients);
    if (longest > 0 && norm > longest && norm < Double.POSITIVE_INFINITY) {
      float scale = (float) (longest / norm);
      float[] block = new float[BLOCK];
      for (int offset = 0; offset < gradients.size(); offset += BLOCK) {
        int length = Math.min(BLOCK, gradients.size() - offset);
        gradients.get(offset, block, length);
        for (int i = 0; i < length; i++) {
          block[i] *= scale;
        }
        gradients.put(offset, block, length);
      }
    }
    return norm;
  }

  private static double norm(FloatMatrix gradients) {
    double sum = 0;
    float[] block = new float[BLOCK];
    for (int offset = 0; offset < gradients.size(); offset += BLOCK) {
      int length = Math.min(BLOCK, gradients.size() - offset);
      gradients.get(offset, block, length);
      double part = 0;
      for (int i = 0; i < length; i++) {
        part += (double) block[i] * block[i];
      }
      sum += part;
    }
    return Math.sqrt(sum);
  }
}
