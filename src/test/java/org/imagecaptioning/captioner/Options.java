package org.imagecaptioning.captioner;

import org.imagecaptioning.captioner.DecodingOptions.Strategy;

/** Decoding options of which a test names only what it is about. */
record Options(DecodingOptions build) {

  static Options greedy() {
    return new Options(
        new DecodingOptions(Strategy.GREEDY, 1, 1, 20, 1, 0.7, 1, 0, 1, 0, false, false));
  }

  static Options beam(int beamSize) {
    return new Options(
        new DecodingOptions(Strategy.BEAM, beamSize, 1, 20, 1, 0.7, 1, 0, 1, 0, false, false));
  }

  static Options sample(long seed) {
    return new Options(
        new DecodingOptions(Strategy.SAMPLE, 1, 1, 20, 1, 0.7, 1, 0, 1, seed, false, false));
  }

  Options candidates(int candidates) {
    return with(candidates, build.maxLength(), build.minLength(), build.lengthPenalty());
  }

  Options maxLength(int maxLength) {
    return with(build.candidates(), maxLength, build.minLength(), build.lengthPenalty());
  }

  Options minLength(int minLength) {
    return with(build.candidates(), build.maxLength(), minLength, build.lengthPenalty());
  }

  Options lengthPenalty(double lengthPenalty) {
    return with(build.candidates(), build.maxLength(), build.minLength(), lengthPenalty);
  }

  Options temperature(double temperature) {
    return with(temperature, build.topK(), build.topP(), build.noRepeatTrigram());
  }

  Options topK(int topK) {
    return with(build.temperature(), topK, build.topP(), build.noRepeatTrigram());
  }

  Options topP(double topP) {
    return with(build.temperature(), build.topK(), topP, build.noRepeatTrigram());
  }

  Options noRepeatTrigram() {
    return with(build.temperature(), build.topK(), build.topP(), true);
  }

  Options noImmediateRepeat() {
    return new Options(
        new DecodingOptions(
            build.strategy(),
            build.beamSize(),
            build.candidates(),
            build.maxLength(),
            build.minLength(),
            build.lengthPenalty(),
            build.temperature(),
            build.topK(),
            build.topP(),
            build.seed(),
            build.noRepeatTrigram(),
            true));
  }

  private Options with(int candidates, int maxLength, int minLength, double lengthPenalty) {
    return new Options(
        new DecodingOptions(
            build.strategy(),
            build.beamSize(),
            candidates,
            maxLength,
            minLength,
            lengthPenalty,
            build.temperature(),
            build.topK(),
            build.topP(),
            build.seed(),
            build.noRepeatTrigram(),
            build.noImmediateRepeat()));
  }

  private Options with(double temperature, int topK, double topP, boolean noRepeatTrigram) {
    return new Options(
        new DecodingOptions(
            build.strategy(),
            build.beamSize(),
            build.candidates(),
            build.maxLength(),
            build.minLength(),
            build.lengthPenalty(),
            temperature,
            topK,
            topP,
            build.seed(),
            noRepeatTrigram,
            build.noImmediateRepeat()));
  }
}
