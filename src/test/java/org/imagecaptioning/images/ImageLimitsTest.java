package org.imagecaptioning.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ImageLimitsTest {

  @Test
  void settingsThatAreNotGivenAreTheDefaults() {
    assertThat(bound(Map.of())).isEqualTo(ImageLimits.defaults());
  }

  @Test
  void settingsAreNamedAsOperatorsWriteThem() {
    ImageLimits limits =
        bound(
            Map.of(
                "captioning.images.max-bytes", "3MB",
                "captioning.images.max-pixels", "4000",
                "captioning.images.max-side", "200"));

    assertThat(limits).isEqualTo(new ImageLimits(DataSize.ofMegabytes(3), 4000, 200));
  }

  private static ImageLimits bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("captioning.images", ImageLimits.class);
  }
}
