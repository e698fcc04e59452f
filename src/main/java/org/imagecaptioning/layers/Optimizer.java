package org.imagecaptioning.layers;

import java.util.Map;

/** A rule that moves parameters against their gradients. */
public interface Optimizer {

  /**
   * One step.
   *
   * @param parameters all parameters of a network, changed in place
   * @param gradients as many numbers
   * @param learningRate of this step
   * @param team who shares the work
   */
  void step(FloatMatrix parameters, FloatMatrix gradients, double learningRate, Team team);

  /** What the rule remembers from step to step, by name: what a checkpoint must hold. */
  Map<String, FloatMatrix> memory();

  /** Goes on from a memory that was filled by hand, as after so many steps. */
  void resume(long steps);
}
