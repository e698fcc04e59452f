package org.imagecaptioning.features.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EncoderSettingsTest {

  @Test
  void threadsFollowTheProcessorsUpToFour() {
    assertThat(EncoderSettings.defaults().threads())
        .isEqualTo(Math.min(Runtime.getRuntime().availableProcessors(), 4));
  }

  @Test
  void threadsAreReadFromTheConfiguration() {
    assertThat(bind(Map.of("captioning.encoder.threads", "3"))).isEqualTo(new EncoderSettings(3));
  }

  @Test
  void aConfigurationThatSaysNothingGivesTheDefaults() {
    assertThat(bind(Map.of())).isEqualTo(EncoderSettings.defaults());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 257})
  void aNumberOfThreadsThatMakesNoSenseIsRefused(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderSettings(threads))
        .withMessageContaining("captioning.encoder.threads")
        .withMessageContaining("not " + threads);
  }

  private static EncoderSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("captioning.encoder", EncoderSettings.class);
  }
}
