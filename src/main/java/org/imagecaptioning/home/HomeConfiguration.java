package org.imagecaptioning.home;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import org.imagecaptioning.settings.CaptioningSettings;
import org.imagecaptioning.settings.DatabaseSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the home before anything is done in it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CaptioningSettings.class, DatabaseSettings.class})
public class HomeConfiguration {

  /** Those that have no database in common must have no home in common either. */
  @Bean
  CaptioningHome captioningHome(CaptioningSettings settings, DatabaseSettings database) {
    CaptioningHome home =
        database.isShared()
            ? CaptioningHome.openShared(settings.home())
            : CaptioningHome.open(settings.home());
    home.useForNatives();
    return home;
  }

  /** Under the name of Spring Boot's own, which then stays away. */
  @Bean("diskSpaceHealthIndicator")
  DiskHealth diskHealth(CaptioningHome home) {
    return new DiskHealth(home);
  }

  /** Metrics are for anyone, too, and there is one disk. */
  @Bean
  MeterFilter disksWithoutPaths() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("disk.")
            ? id.replaceTags(id.getTags().stream().filter(t -> !t.getKey().equals("path")).toList())
            : id;
      }
    };
  }
}
