package org.imagecaptioning.captions;

import static org.assertj.core.api.Assertions.assertThat;

import org.imagecaptioning.captioner.DecodingOptions;
import org.imagecaptioning.captioner.DecodingOptions.Strategy;
import org.junit.jupiter.api.Test;

class CaptionQueryTest {

  private static final DecodingOptions OF_MODEL =
      new DecodingOptions(Strategy.BEAM, 5, 4, 18, 6, 0.9, 1.2, 40, 0.8, 11, true, true);

  @Test
  void whatTheQueryLeavesOutIsTheModels() {
    assertThat(options(null)).isEqualTo(OF_MODEL);
    assertThat(options("lengthPenalty=0.25").beamSize()).isEqualTo(5);
    assertThat(options("lengthPenalty=0.25").lengthPenalty()).isEqualTo(0.25);
    assertThat(options("lengthPenalty=2.5e-1").lengthPenalty()).isEqualTo(0.25);
  }

  @Test
  void modelsDefaultsGiveWayToWhatTheQueryAsksFor() {
    assertThat(options("strategy=greedy").candidates()).isEqualTo(1);
    assertThat(options("beamSize=2").candidates()).isEqualTo(2);
    assertThat(options("maxLength=3").minLength()).isEqualTo(3);
    assertThat(options("minLength=30").maxLength()).isEqualTo(30);
  }

  @Test
  void seedIsDrawnOnlyForSamplingWithoutOne() {
    assertThat(options("strategy=sample").seed()).isEqualTo(99);
    assertThat(options("strategy=sample&seed=0").seed()).isZero();
    assertThat(options("strategy=beam").seed()).isEqualTo(11);
  }

  @Test
  void valuesAreDecoded() {
    assertThat(CaptionQuery.of("model=my%2Dmodel%3A2").model()).isEqualTo("my-model:2");
    assertThat(CaptionQuery.of("&&mod%65l=a&").model()).isEqualTo("a");
  }

  private static DecodingOptions options(String query) {
    return CaptionQuery.of(query).options(OF_MODEL, () -> 99);
  }
}
