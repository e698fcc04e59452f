package org.imagecaptioning.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys, and what shows whether their file is taken. */
@Configuration(proxyBeanMethods = false)
class LiveKeysConfiguration {

  @Bean
  LiveKeys liveKeys(AccessSettings settings, AuditLog audit) {
    return new LiveKeys(settings, InstantSource.system(), audit);
  }

  /** Up all the same: the keys before still work. What is wrong is for the log, not for anyone. */
  @Bean
  HealthIndicator keysHealthIndicator(LiveKeys keys) {
    return () ->
        keys.wrong().isEmpty()
            ? Health.up().build()
            : Health.up()
                .withDetail(
                    "warning", "The file of keys is broken, the keys before it stay; see the log")
                .build();
  }

  @Bean
  MeterBinder keyMetrics(LiveKeys keys) {
    return registry -> {
      Gauge.builder("captioning.keys", () -> keys.get().all().size())
          .description("Keys that are known")
          .register(registry);
      Gauge.builder("captioning.keys.file.broken", () -> keys.wrong().isPresent() ? 1 : 0)
          .description("1 while the file of keys is broken and the keys before it stay")
          .register(registry);
    };
  }
}
