package org.imagecaptioning.training;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagecaptioning.captioner.CaptionerConfig;
import org.imagecaptioning.captioner.Parameters;
import org.imagecaptioning.layers.Adam;
import org.imagecaptioning.layers.FloatMatrix;
import org.imagecaptioning.layers.Optimizer;
import org.imagecaptioning.layers.Team;
import org.imagecaptioning.layers.WeightAverage;
import org.jspecify.annotations.Nullable;

/**
 * All numbers that a training changes as it goes on, in place.
 *
 * @param weights being trained
 * @param average of the weights, which is validated and kept instead of them; null for none
 * @param best of the best epoch so far
 * @param optimizer of the weights
 */
record NetworkState(
    Parameters weights, @Nullable WeightAverage average, Parameters best, Optimizer optimizer) {

  /**
   * The beginning of a training by Adam.
   *
   * @param weights to begin with, changed in place
   * @param averaging the decay of their average, 0 for none
   * @param trained whether these weights are those of a model already
   */
  static NetworkState of(
      CaptionerConfig config, Parameters weights, double averaging, boolean trained) {
    return new NetworkState(
        weights,
        averaging == 0 ? null : new WeightAverage(weights.all(), averaging, !trained),
        new Parameters(config),
        new Adam(weights.all().size()));
  }

  /** By name: what a checkpoint must hold. */
  SortedMap<String, FloatMatrix> matrices() {
    SortedMap<String, FloatMatrix> matrices = new TreeMap<>();
    matrices.put("weights", weights.all());
    if (average != null) {
      matrices.put("average", average.values());
    }
    matrices.put("best", best.all());
    optimizer.memory().forEach((name, matrix) -> matrices.put("optimizer." + name, matrix));
    return Collections.unmodifiableSortedMap(matrices);
  }

  /** A step of the optimiser, and of the average. */
  void step(Parameters gradients, double rate, long step, Team team) {
    optimizer.step(weights.all(), gradients.all(), rate, team);
    if (average != null) {
      average.follow(weights.all(), step, team);
    }
  }

  /** Puts the average, if there is one, where the weights are, or back. */
  void exchange() {
    if (average != null) {
      average.exchange(weights.all());
    }
  }

  /** Keeps what was validated as the best. */
  void keepBest() {
    best.all().copy(average == null ? weights.all() : average.values());
  }
}
