package org.imagecaptioning.models;

import java.io.IOException;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.layers.ProductsCheck;
import org.imagecaptioning.settings.CaptioningSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The home of the service and the models in it. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

  @Bean
  CaptioningHome captioningHome(CaptioningSettings settings) {
    CaptioningHome home = CaptioningHome.open(settings.home());
    home.useForNatives();
    return home;
  }

  @Bean
  @ConditionalOnMissingBean(ModelRegistry.class)
  Registry modelRegistry(
      CaptioningHome home,
      ModelSettings settings,
      EncoderSettings threads,
      ResourcePatternResolver resources)
      throws IOException {
    ProductsCheck.run();
    OnnxEncoders encoders = new OnnxEncoders(home.natives(), threads);
    return new Registry(
        new BundleCatalog(home.models(), resources),
        encoders::open,
        settings.active(),
        settings.memory().toBytes());
  }
}
