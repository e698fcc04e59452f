package org.imagecaptioning.layers;

import java.util.Map;

/** Stochastic gradient descent: w -= rate * dw. It remembers nothing. */
public final class Sgd implements Optimizer {

  private static final int BLOCK = 4096;

  @Override
  public void step(FloatMatrix parameters, FloatMatrix gradients, double learningRate, Team team) {
    float rate = (float) learningRate;
    team.overBlocks(
        parameters.size(),
        (from, to) -> {
          float[] w = new float[BLOCK];
          float[] dw = new float[BLOCK];
          for (int offset = from; offset < to; offset += BLOCK) {
            int length = Math.min(BLOCK, to - offset);
            parameters.get(offset, w, length);
            gradients.get(offset, dw, length);
            for (int i = 0; i < length; i++) {
              w[i] -= rate * dw[i];
            }
            parameters.put(offset, w, length);
          }
          return 0;
        });
  }

  @Override
  public Map<String, FloatMatrix> memory() {
    return Map.of();
  }

  @Override
  public void resume(long steps) {}
}
