package org.imagecaptioning.layers;

import java.util.Map;

/**
 * Adam with bias correction (Kingma and Ba 2015, algorithm 1): m and v are the running means of the
 * gradient and of its square.
 */
public final class Adam implements Optimizer {

  /** Four arrays of so many stay in the first cache. */
  private static final int BLOCK = 2048;

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final FloatMatrix m;
  private final FloatMatrix v;
  private long steps;

  /** Adam with the paper's constants: 0.9, 0.999, 1e-8. */
  public Adam(int size) {
    this(size, 0.9, 0.999, 1e-8);
  }

  /**
   * @param size how many parameters there are
   * @param beta1 how much of the mean gradient stays at a step, 0 to below 1
   * @param beta2 how much of the mean square stays at a step, 0 to below 1
   * @param epsilon added to the root of the mean square
   */
  public Adam(int size, double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.m = FloatMatrix.zeros(1, size);
    this.v = FloatMatrix.zeros(1, size);
  }

  @Override
  public void step(FloatMatrix parameters, FloatMatrix gradients, double learningRate, Team team) {
    steps++;
    // the corrections of both means, moved into the rate and into epsilon
    double correction = Math.sqrt(1 - Math.pow(beta2, steps));
    float rate = (float) (learningRate * correction / (1 - Math.pow(beta1, steps)));
    float eps = (float) (epsilon * correction);
    team.overBlocks(
        parameters.size(),
        (from, to) -> {
          step(parameters, gradients, rate, eps, from, to);
          return 0;
        });
  }

  private void step(
      FloatMatrix parameters, FloatMatrix gradients, float rate, float eps, int from, int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float[] w = new float[BLOCK];
    float[] dw = new float[BLOCK];
    float[] mean = new float[BLOCK];
    float[] square = new float[BLOCK];
    for (int offset = from; offset < to; offset += BLOCK) {
      int length = Math.min(BLOCK, to - offset);
      parameters.get(offset, w, length);
      gradients.get(offset, dw, length);
      m.get(offset, mean, length);
      v.get(offset, square, length);
      for (int i = 0; i < length; i++) {
        mean[i] = b1 * mean[i] + c1 * dw[i];
        square[i] = b2 * square[i] + c2 * dw[i] * dw[i];
        w[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + eps);
      }
      parameters.put(offset, w, length);
      m.put(offset, mean, length);
      v.put(offset, square, length);
    }
  }

  @Override
  public Map<String, FloatMatrix> memory() {
    return Map.of("m", m, "v", v);
  }

  @Override
  public void resume(long after) {
    steps = after;
  }
}
