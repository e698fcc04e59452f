package org.imagecaptioning.models;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.imagecaptioning.features.dl4j.ConfiguredEncoders;
import org.imagecaptioning.features.dl4j.NetworksSettings;
import org.imagecaptioning.features.onnx.EncoderSettings;
import org.imagecaptioning.features.onnx.OnnxEncoders;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.layers.ProductsCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

/** Loads the active model before anything is served. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ModelSettings.class, EncoderSettings.class, NetworksSettings.class})
class ModelsConfiguration {

  private static final String SHIPPED = "classpath*:/bundles/*.zip";

  /** How often the file of the active model is looked at, where others may write it. */
  private static final Duration LOOKING = Duration.ofSeconds(1);

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
    bundles.tidy(home.isShared());
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
  BundleTrial bundleTrial(CaptioningHome home) {
    return new TrialProcess(home.natives(), home.uploads(), TrialLimits.DEFAULT);
  }

  @Bean
  Activations activations(
      Catalog catalog,
      StartedModels started,
      ActiveModelsFile file,
      ModelSettings settings,
      ObjectProvider<Clock> clock,
      ApplicationEventPublisher events) {
    return new Activations(
        catalog,
        started,
        file,
        settings.activeOrDefault(),
        clock.getIfAvailable(Clock::systemUTC),
        active -> events.publishEvent(new ActiveModelChanged(active)));
  }

  /** What another process makes active is active here in seconds. */
  @Bean
  SchedulingConfigurer otherProcesses(CaptioningHome home, Activations activations) {
    return tasks -> {
      if (home.isShared()) {
        tasks.addFixedDelayTask(new IntervalTask(activations::follow, LOOKING, LOOKING));
      }
    };
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
