package org.imagecaptioning.captioner;

import java.util.List;

/**
 * Several networks that speak as one about an image: a word is as likely as they find it on
 * average. It tells nothing of where they look.
 */
public final class EnsembleScorer implements WordScorer {

  private final List<WordScorer> networks;
  private float[][] logProbabilities = {};

  /**
   * @param networks at least one, before their first step, of the same words
   */
  public EnsembleScorer(List<WordScorer> networks) {
    this.networks = List.copyOf(networks);
  }

  @Override
  public int vocabularySize() {
    return networks.get(0).vocabularySize();
  }

  @Override
  public float[][] next(int[] parents, int[] words) {
    double[][] sums = new double[words.length][vocabularySize()];
    for (WordScorer network : networks) {
      float[][] its = network.next(parents, words);
      for (int row = 0; row < words.length; row++) {
        for (int v = 0; v < sums[row].length; v++) {
          sums[row][v] += Math.exp(its[row][v]);
        }
      }
    }
    if (logProbabilities.length < words.length) {
      logProbabilities = new float[words.length][vocabularySize()];
    }
    for (int row = 0; row < words.length; row++) {
      for (int v = 0; v < sums[row].length; v++) {
        logProbabilities[row][v] = (float) Math.log(sums[row][v] / networks.size());
      }
    }
    return logProbabilities;
  }
}
