package org.imagecaptioning.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.layers.ProductsCheck;
import org.imagecaptioning.settings.CaptioningSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Takes the home, and loads the active model, before anything is served. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  CaptioningSettings.class,
  ModelSettings.class,
  EncoderSettings.class
})
class ModelsConfiguration {

  private static final String SHIPPED = "classpath*:/bundles/*.zip";

  @Bean
  CaptioningHome captioningHome(CaptioningSettings settings) {
    CaptioningHome home = CaptioningHome.open(settings.home());
    home.useForNatives();
    return home;
  }

  @Bean
  @ConditionalOnMissingBean
  EncoderLoader encoderLoader(CaptioningHome home, EncoderSettings settings) {
    return new OnnxEncoders(home.natives(), settings)::open;
  }

  @Bean
  @ConditionalOnMissingBean(ModelRegistry.class)
  Registry modelRegistry(
      CaptioningHome home,
      EncoderLoader encoders,
      ModelSettings settings,
      ResourcePatternResolver resources)
      throws IOException {
    ProductsCheck.run();
    BundleReader reader = new BundleReader();
    return new Registry(
        new Catalog(shipped(resources), new HomeBundles(home.models(), reader), reader),
        new ModelLoader(reader, encoders),
        new ModelMemory(settings.memory()),
        settings.active());
  }

  private static List<BundleSource> shipped(ResourcePatternResolver resources) throws IOException {
    List<Resource> found = new ArrayList<>(Arrays.asList(resources.getResources(SHIPPED)));
    found.sort(Comparator.comparing(Resource::getDescription));
    List<BundleSource> sources = new ArrayList<>();
    found.forEach(resource -> sources.add(new BundleSource.OnClassPath(resource)));
    return sources;
  }
}
