package org.imagecaptioning.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingOptionsTest {

  @Test
  void theDefaultsAreABeamOfThree() {
    DecodingOptions defaults = DecodingOptions.defaults();

    assertThat(defaults.strategy()).isEqualTo(Strategy.BEAM);
    assertThat(defaults.beamSize()).isEqualTo(3);
    assertThat(defaults.candidates()).isEqualTo(1);
  }

  @Test
  void theGreatestAndTheLeastOfEverythingAreAllowed() {
    assertThat(new DecodingOptions(Strategy.BEAM, 20, 20, 50, 50, 2, 10, 9999, 1, -1, true, false))
        .isNotNull();
    assertThat(new DecodingOptions(Strategy.BEAM, 1, 1, 1, 1, 0, 0.01, 0, 1e-9, 0, false, false))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"BEAM, 5, 5", "GREEDY, 5, 1", "SAMPLE, 1, 20"})
  void theMostCandidatesDependOnTheStrategy(Strategy strategy, int beamSize, int most) {
    assertThat(withCandidates(strategy, beamSize, most).candidates()).isEqualTo(most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withCandidates(strategy, beamSize, most + 1))
        .withMessage("candidates is between 1 and %d, not %d", most, most + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 21})
  void aBeamHasOneToTwentyPlaces(int beamSize) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.beam(beamSize))
        .withMessage("beamSize is between 1 and 20, not %d", beamSize);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 51})
  void aCaptionMayBeAllowedOneToFiftyWords(int maxLength) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.greedy().maxLength(maxLength))
        .withMessage("maxLength is between 1 and 50, not %d", maxLength);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void theMinimumLengthIsAtMostTheMaximum(int minLength) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.greedy().maxLength(7).minLength(minLength))
        .withMessage("minLength is between 1 and 7, not %d", minLength);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 2.1, Double.NaN, Double.POSITIVE_INFINITY})
  void theLengthPenaltyIsBetweenZeroAndTwo(double lengthPenalty) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.greedy().lengthPenalty(lengthPenalty))
        .withMessage("lengthPenalty is between 0 and 2, not " + lengthPenalty);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, -1.5, 10.5, Double.NaN})
  void theTemperatureIsAboveZero(double temperature) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.sample(1).temperature(temperature))
        .withMessage("temperature is between 0.01 and 10, not " + temperature);
  }

  @Test
  void topKIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.sample(1).topK(-1))
        .withMessage("topK is between 0 and 2147483647, not -1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void topPIsAProbabilityAboveZero(double topP) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.sample(1).topP(topP))
        .withMessage("topP is above 0 and at most 1, not " + topP);
  }

  @Test
  void theScoreDividesByAPowerOfTheLength() {
    DecodingOptions options = Options.beam(3).lengthPenalty(0.5).build();

    assertThat(options.score(-6, 9)).isCloseTo(-2, within(1e-12));
    assertThat(Options.beam(3).lengthPenalty(0).build().score(-6, 9)).isEqualTo(-6);
  }

  private static DecodingOptions withCandidates(Strategy strategy, int beamSize, int candidates) {
    return new DecodingOptions(
        strategy, beamSize, candidates, 20, 1, 0.7, 1, 0, 1, 0, false, false);
  }
}
