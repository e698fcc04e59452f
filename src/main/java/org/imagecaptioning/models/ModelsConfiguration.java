package org.imagecaptioning.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.dl4j.NetworksSettings;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.layers.ProductsCheck;
import org.imagecaptioning.settings.CaptioningSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Takes the home, and loads the active model, before anything is served. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  CaptioningSettings.class,
  ModelSettings.class,
  EncoderSettings.class,
  NetworksSettings.class
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
  EncoderLoader encoderLoader(
      CaptioningHome home, EncoderSettings settings, ConfiguredEncoders configured) {
    return new Encoders(new OnnxEncoders(home.natives(), settings), configured);
  }

  @Bean
  ConfiguredEncoders configuredEncoders(NetworksSettings settings) {
    return new ConfiguredEncoders(settings);
  }

  @Bean
  HomeBundles homeBundles(CaptioningHome home) throws IOException {
    HomeBundles bundles = new HomeBundles(home.models(), new BundleReader());
    bundles.tidy();
    return bundles;
  }

  @Bean
  Catalog catalog(HomeBundles home, ResourcePatternResolver resources) throws IOException {
    return new Catalog(shipped(resources), home, new BundleReader());
  }

  @Bean
  ActiveModelsFile activeModelsFile(CaptioningHome home) {
    return new ActiveModelsFile(home.path().resolve("active-model.json"));
  }

  @Bean
  StartedModels startedModels(
      Catalog catalog, ActiveModelsFile file, EncoderLoader encoders, ModelSettings settings)
      throws IOException {
    ProductsCheck.run();
    ModelLoader loader = new ModelLoader(new BundleReader(), encoders);
    ModelMemory memory = new ModelMemory(settings.memory());
    return StartedModels.start(
        file, settings, selector -> new Registry(catalog, loader, memory, selector));
  }

  @Bean
  Registry modelRegistry(StartedModels started) {
    return started.registry();
  }

  @Bean
  BundleTrial bundleTrial(CaptioningHome home, CaptioningSettings settings) {
    return new TrialProcess(home.natives(), settings.uploads(), TrialLimits.DEFAULT);
  }

  @Bean
  Activations activations(
      Catalog catalog,
      StartedModels started,
      ActiveModelsFile file,
      ModelSettings settings,
      ApplicationEventPublisher events) {
    return new Activations(
        catalog,
        started,
        file,
        settings.activeOrDefault(),
        active -> events.publishEvent(new ActiveModelChanged(active)));
  }

  @Bean
  Store modelStore(
      Catalog catalog,
      HomeBundles home,
      Registry registry,
      Activations activations,
      BundleTrial trial) {
    return new Store(catalog, home, registry, activations, trial);
  }

  /** Named so that health tells it as {@code activeModel}. */
  @Bean
  ActiveModelHealth activeModel(Activations activations) {
    return new ActiveModelHealth(activations);
  }

  private static List<BundleSource> shipped(ResourcePatternResolver resources) throws IOException {
    List<Resource> found = new ArrayList<>(Arrays.asList(resources.getResources(SHIPPED)));
    found.sort(Comparator.comparing(Resource::getDescription));
    List<BundleSource> sources = new ArrayList<>();
    found.forEach(resource -> sources.add(new BundleSource.OnClassPath(resource)));
    return sources;
  }
}
