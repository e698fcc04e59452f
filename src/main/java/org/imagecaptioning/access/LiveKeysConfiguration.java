package org.imagecaptioning.access;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keys in a file, and what shows whether it is taken. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("captioning.access.keys-file")
class LiveKeysConfiguration {

  @Bean
  LiveKeys liveKeys(AccessSettings settings, AuditLog audit) {
    Path file = Objects.requireNonNull(settings.keysFile());
    return new LiveKeys(settings, new KeyFile(file), InstantSource.system(), audit);
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
