package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnsembleScorerTest {

  private static final int V = 12;
  private static final int D = 6;

  @Test
  void wordIsAsLikelyAsTheNetworksFindItOnAverage() {
    EnsembleScorer ensemble = new EnsembleScorer(List.of(network(1), network(2)));
    WordScorer one = network(1);
    WordScorer other = network(2);
    assertThat(ensemble.vocabularySize()).isEqualTo(V);

    // one row first, then more and fewer of them, which go on from rows in another order
    for (int[][] step : new int[][][] {{{0}, {1}}, {{0, 0, 0}, {4, 5, 6}}, {{2, 0}, {7, 8}}}) {
      float[][] mean = ensemble.next(step[0], step[1]);
      float[][] first = one.next(step[0], step[1]);
      float[][] second = other.next(step[0], step[1]);
      for (int row = 0; row < step[1].length; row++) {
        for (int v = 0; v < V; v++) {
          double expected = (Math.exp(first[row][v]) + Math.exp(second[row][v])) / 2;
          assertThat(Math.exp(mean[row][v])).isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  @Test
  void networksThatAreTheSameSayWhatOneSays() {
    Decoder beam = Decoder.of(DecodingOptions.defaults());
    List<Caption> alone = beam.decode(network(3));
    List<Caption> together =
        beam.decode(new EnsembleScorer(List.of(network(3), network(3), network(3))));
    assertThat(together.get(0).indexes()).isEqualTo(alone.get(0).indexes());
  }

  private static WordScorer network(long seed) {
    CaptionerConfig config = new CaptionerConfig(Cell.LSTM, InitialState.TANH, D, 7, 9, V);
    SplittableRandom random = new SplittableRandom(5);
    float[] features = new float[D];
    for (int d = 0; d < D; d++) {
      features[d] = (float) random.nextGaussian();
    }
    return new Captioner(config, Parameters.random(config, seed)).scorer(features);
  }
}
