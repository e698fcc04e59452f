package org.imagecaptioning.datasets.store;

import java.time.Clock;
import org.imagecaptioning.home.CaptioningHome;
import org.imagecaptioning.images.ImageDecoder;
import org.imagecaptioning.images.ImageLimits;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The datasets at home. */
@Configuration(proxyBeanMethods = false)
class DatasetsConfiguration {

  @Bean
  BrokenImages brokenImages(ImageDecoder decoder, ImageLimits limits, DatasetSettings settings) {
    return new BrokenImages(new SourceCheck(decoder, limits), settings.checkThreads());
  }

  @Bean
  DatasetStore datasetStore(
      CaptioningHome home,
      BrokenImages brokenImages,
      ObjectProvider<DatasetUse> uses,
      Clock clock) {
    return new DatasetStore(
        home.path().resolve("datasets"),
        home.own("datasets/.incoming"),
        new ZipUnpacker(ZipLimits.DEFAULT),
        brokenImages,
        uses,
        clock);
  }

  @Bean
  RootFolder datasetRoot(DatasetSettings settings) {
    return new RootFolder(settings.root());
  }

  /** After the home is locked and before a call can come. */
  @Bean
  SmartInitializingSingleton sweepOfDatasets(DatasetStore store) {
    return () -> store.sweep();
  }
}
