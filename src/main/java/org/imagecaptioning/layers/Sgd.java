package org.imagecaptioning.layers;

import java.util.Map;

/** Stochastic gradient descent: w -= rate * dw. It remembers nothing. */
public final class Sgd implements Optimizer {

  private static final int BLOCK = 4096;

  @Override
  public void step(FloatMatrix parameters, FloatMatrix gradients, double learningRate) {
    float rate = (float) learningRate;
    float[] w = new float[BLOCK];
    float[] dw = new float[BLOCK];
    for (int offset = 0; offset < parameters.size(); offset += BLOCK) {
      int length = Math.min(BLOCK, parameters.size() - offset);
      parameters.get(offset, w, length);
      gradients.get(offset, dw, length);
      for (int i = 0; i < length; i++) {
        w[i] -= rate * dw[i];
      }
      parameters.put(offset, w, length);
    }
  }

  @Override
  public Map<String, FloatMatrix> memory() {
    return Map.of();
  }

  @Override
  public void resume(long steps) {}
}
