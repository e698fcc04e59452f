package org.imagecaptioning.training;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Optimizer;

/**
 * All numbers that a training changes as it goes on, in place.
 *
 * @param weights being trained
 * @param best of the best epoch so far
 * @param optimizer of the weights
 */
record NetworkState(Parameters weights, Parameters best, Optimizer optimizer) {

  /** By name: what a checkpoint must hold. */
  SortedMap<String, FloatMatrix> matrices() {
    SortedMap<String, FloatMatrix> matrices = new TreeMap<>();
    matrices.put("weights", weights.all());
    matrices.put("best", best.all());
    optimizer.memory().forEach((name, matrix) -> matrices.put("optimizer." + name, matrix));
    return Collections.unmodifiableSortedMap(matrices);
  }
}
