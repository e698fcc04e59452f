package org.imagecaptioning.layers;

/**
 * The exponential moving average of parameters over the steps of a training (Polyak and Juditsky
 * 1992): a = d a + (1 - d) w after each step. Where training begins with random weights, the decay
 * d warms up, min(d, (1 + t) / (10 + t)) at step t, so that those are soon forgotten.
 */
public final class WeightAverage {

  private static final int BLOCK = 4096;

  private final double decay;
  private final boolean warmsUp;
  private final FloatMatrix average;

  /**
   * @param parameters whose average it is, all that there is to average at first
   * @param decay d, how much of the average stays at a step, 0 to below 1
   * @param warmsUp whether these parameters are random
   */
  public WeightAverage(FloatMatrix parameters, double decay, boolean warmsUp) {
    this.decay = decay;
    this.warmsUp = warmsUp;
    this.average = FloatMatrix.zeros(1, parameters.size());
    average.copy(parameters);
  }

  /** The average as one row. */
  public FloatMatrix values() {
    return average;
  }

  /**
   * Takes in what a step has made of the parameters.
   *
   * @param step t, from 0
   * @param team who shares the work
   */
  public void follow(FloatMatrix parameters, long step, Team team) {
    double stays = warmsUp ? Math.min(decay, (1.0 + step) / (10.0 + step)) : decay;
    float share = (float) (1 - stays);
    team.overBlocks(
        average.size(),
        (from, to) -> {
          follow(parameters, share, from, to);
          return 0;
        });
  }

  private void follow(FloatMatrix parameters, float share, int from, int to) {
    float[] a = new float[BLOCK];
    float[] w = new float[BLOCK];
    for (int offset = from; offset < to; offset += BLOCK) {
      int length = Math.min(BLOCK, to - offset);
      average.get(offset, a, length);
      parameters.get(offset, w, length);
      for (int i = 0; i < length; i++) {
        a[i] += share * (w[i] - a[i]);
      }
      average.put(offset, a, length);
    }
  }

  /** Puts the average where the parameters are and the parameters here; twice changes nothing. */
  public void exchange(FloatMatrix parameters) {
    float[] a = new float[BLOCK];
    float[] w = new float[BLOCK];
    for (int offset = 0; offset < average.size(); offset += BLOCK) {
      int length = Math.min(BLOCK, average.size() - offset);
      average.get(offset, a, length);
      parameters.get(offset, w, length);
      average.put(offset, w, length);
      parameters.put(offset, a, length);
    }
  }
}
