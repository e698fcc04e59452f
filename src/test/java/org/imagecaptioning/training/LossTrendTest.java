package org.imagecaptioning.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossTrendTest {

  private static final int VOCABULARY = 3000; // ln V is 8

  @Test
  void aLossThatFallsIsFineFromTheFirstMinibatchOn() {
    LossTrend trend = LossTrend.none();
    for (int step = 0; step < 2000; step++) {
      trend = trend.after(2 + 6.5 * Math.exp(-step / 200.0) + (step % 7 == 0 ? 1 : 0));
      assertThat(trend.suspicious(VOCABULARY)).as("step %d", step).isFalse();
    }
  }

  @Test
  void oneHardMinibatchIsNotKeptAndDoesNotEndATraining() {
    LossTrend trend = steady(3).after(40);
    assertThat(trend.suspicious(VOCABULARY)).isTrue();
    assertThat(trend.ranAway(VOCABULARY)).isFalse();
    assertThat(trend.after(3).suspicious(VOCABULARY)).isFalse();
  }

  @Test
  void aLossThatStaysHighAfterItWasLowRanAway() {
    LossTrend trend = steady(3);
    int steps = 0;
    while (!trend.ranAway(VOCABULARY)) {
      trend = trend.after(9);
      steps++;
    }
    assertThat(steps).isBetween(30, 80);
    assertThat(trend.usual(VOCABULARY)).isEqualTo(3);
  }

  @Test
  void aLossThatExplodesRanAwayWithinAFewMinibatches() {
    LossTrend trend = steady(3);
    for (int step = 0; step < 5; step++) {
      trend = trend.after(100);
    }
    assertThat(trend.ranAway(VOCABULARY)).isTrue();
  }

  @Test
  void aTrainingThatNeverLearnedAnythingIsHeldAgainstOneThatKnowsNothing() {
    LossTrend trend = LossTrend.none();
    for (int step = 0; step < 3; step++) {
      trend = trend.after(30);
    }
    assertThat(trend.ranAway(VOCABULARY)).isTrue();
  }

  private static LossTrend steady(double loss) {
    LossTrend trend = LossTrend.none();
    for (int step = 0; step < 100; step++) {
      trend = trend.after(loss);
    }
    return trend;
  }
}
