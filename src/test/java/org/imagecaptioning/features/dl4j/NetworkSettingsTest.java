package org.imagecaptioning.features.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagecaptioning.features.ChannelOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NetworkSettingsTest {

  private static final String VGG = "captioning.encoders.vgg16.";

  private final Map<String, String> properties =
      new HashMap<>(
          Map.of(
              VGG + "file", "vgg16.h5",
              VGG + "layer", "block5_pool",
              VGG + "width", "224",
              VGG + "height", "224"));

  @Test
  void networkTakesPixelsAsTheyAreUnlessToldOtherwise() {
    NetworkSettings settings = bind().encoders().get("vgg16");

    assertThat(settings.file()).isEqualTo(Path.of("vgg16.h5"));
    assertThat(settings.layer()).isEqualTo("block5_pool");
    assertThat(settings.mean()).containsExactly(0f, 0f, 0f);
    assertThat(settings.std()).containsExactly(1f, 1f, 1f);
    assertThat(settings.channelOrder()).isEqualTo(ChannelOrder.RGB);
    assertThat(settings.threads()).isBetween(1, 4);
  }

  @Test
  void normalisationIsGivenForEachColourOrForAll() {
    properties.put(VGG + "mean", "123.68, 116.779, 103.939");
    properties.put(VGG + "std", "127.5");
    properties.put(VGG + "channel-order", "bgr");

    NetworkSettings settings = bind().encoders().get("vgg16");

    assertThat(settings.input().mean()).containsExactly(123.68f, 116.779f, 103.939f);
    assertThat(settings.input().std()).isEqualTo(List.of(127.5f, 127.5f, 127.5f));
    assertThat(settings.channelOrder()).isEqualTo(ChannelOrder.BGR);
  }

  @Test
  void thereMayBeNone() {
    properties.clear();

    assertThat(bind().encoders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "file, '', no file",
    "layer, ' ', no layer",
    "width, 0, at least 1",
    "height, 4000, at most 2048",
    "mean, '1,2', three for red",
    "std, '1,0,1', positive",
    "threads, 65, between 1 and 64",
  })
  void settingOutOfRangeIsRefusedByItsName(String name, String value, String words) {
    properties.put(VGG + name, value);

    assertThatExceptionOfType(BindException.class)
        .isThrownBy(this::bind)
        .havingRootCause()
        .withMessageContaining(words);
  }

  @Test
  void nameThatNoModelCouldTellIsRefused() {
    properties.put("captioning.encoders.[My Net].file", "x.h5");
    properties.put("captioning.encoders.[My Net].layer", "x");
    properties.put("captioning.encoders.[My Net].width", "1");
    properties.put("captioning.encoders.[My Net].height", "1");

    assertThatExceptionOfType(BindException.class)
        .isThrownBy(this::bind)
        .havingRootCause()
        .withMessageContaining("My Net");
  }

  private NetworksSettings bind() {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("captioning", NetworksSettings.class);
  }
}
