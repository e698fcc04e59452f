package org.imagecaptioning.models;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Names the active model, and tells if it answers in place of another one that is lost. Up all the
 * same: it does answer.
 */
final class ActiveModelHealth implements HealthIndicator {

  private final Activations activations;

  ActiveModelHealth(Activations activations) {
    this.activations = activations;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up().withDetail("model", activations.active().toString());
    @Nullable String fallback = activations.fallback();
    if (fallback != null) {
      health.withDetail("warning", fallback);
    }
    return health.build();
  }
}
