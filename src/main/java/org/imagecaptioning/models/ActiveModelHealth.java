package org.imagecaptioning.models;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Names the active model, and tells if it answers in place of another one that is lost. Up all the
 * same: it does answer.
 */
final class ActiveModelHealth implements HealthIndicator {

  private final Registry registry;
  private final Store store;

  ActiveModelHealth(Registry registry, Store store) {
    this.registry = registry;
    this.store = store;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up().withDetail("model", registry.active().toString());
    @Nullable String fallback = store.fallback();
    if (fallback != null) {
      health.withDetail("warning", fallback);
    }
    return health.build();
  }
}
