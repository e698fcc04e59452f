package org.imagecaptioning.home;

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
}
